using System.Security.Cryptography;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>
/// The last attempt, for <c>--continue</c>: a hash of its invocation (arguments may be secret), then the
/// targets that succeeded.
/// </summary>
internal sealed class BuildAttempt(string file)
{
    /// <returns>Null if the last attempt had another invocation.</returns>
    internal IReadOnlyCollection<string> Succeeded(IEnumerable<string> arguments)
    {
        if (!File.Exists(file))
            return [];
        var lines = File.ReadAllLines(file);
        return lines.Length > 0 && lines[0] == Fingerprint(arguments) ? lines[1..] : null;
    }

    /// <param name="keep">Targets that are skipped, among them those that succeeded before.</param>
    internal void Begin(IEnumerable<string> arguments, IEnumerable<ExecutableTarget> keep)
    {
        var succeeded = keep.Where(x => x.Skipped == null && x.OnlyWhen == null).Select(x => x.Name);
        File.WriteAllLines(file, [Fingerprint(arguments), .. succeeded]);
    }

    internal void Add(ExecutableTarget target) => File.AppendAllLines(file, [target.Name]);

    private static string Fingerprint(IEnumerable<string> arguments)
    {
        var words = arguments.Where(x => !x.Equals("--continue", StringComparison.OrdinalIgnoreCase));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', words))));
    }
}
