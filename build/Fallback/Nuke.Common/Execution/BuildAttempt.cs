using System.Security.Cryptography;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>
/// What the last attempt achieved, for <c>--continue</c>: a fingerprint of its invocation, then the targets that
/// succeeded. A fingerprint, because arguments may be secret.
/// </summary>
internal sealed class BuildAttempt(string file)
{
    /// <returns>Null where the last attempt was another invocation.</returns>
    internal IReadOnlyCollection<string> Succeeded(string commandLine)
    {
        if (!File.Exists(file))
            return [];
        var lines = File.ReadAllLines(file);
        return lines.Length > 0 && lines[0] == Fingerprint(commandLine) ? lines[1..] : null;
    }

    internal void Begin(string commandLine, IEnumerable<ExecutableTarget> keep) => File.WriteAllLines(
        file, [Fingerprint(commandLine), .. keep.Where(x => x.Skipped == null && x.OnlyWhen == null).Select(x => x.Name)]);

    internal void Add(ExecutableTarget target) => File.AppendAllLines(file, [target.Name]);

    private static string Fingerprint(string commandLine)
    {
        var words = commandLine.Split(' ').Where(x => !x.Equals("--continue", StringComparison.OrdinalIgnoreCase));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words))));
    }
}
