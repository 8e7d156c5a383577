using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>The sources of the local cluster do not compile, or their packages cannot be restored.</summary>
/// <param name="output">What the compiler printed.</param>
/// <param name="project">The project.</param>
internal sealed class LocalClusterNotCompiled(string output, string project)
    : Refusal(
        "The local cluster does not compile:\n" + Errors(output),
        project,
        "Fix the errors above, then run the same command again."
    )
{
    private static string Errors(string output)
    {
        var lines = output.Split(
            '\n',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        var errors = lines.Where(l => l.Contains("error ", StringComparison.Ordinal)).Distinct().ToList();
        return string.Join('\n', errors.Count > 0 ? errors : lines.TakeLast(20));
    }
}
