using Slipway.Values;

namespace Slipway.Yaml;

/// <summary>
/// A file that people write has mistakes; every one is listed as <c>file:line:column: sentence</c>.
/// </summary>
/// <param name="mistakes">All that was found.</param>
/// <param name="file">The file; what else has mistakes too.</param>
/// <param name="next">What to do next.</param>
public sealed class FileRefusal(IReadOnlyList<string> mistakes, string file, string next)
    : Refusal(string.Join('\n', mistakes), file, next)
{
    /// <summary>All mistakes, in the order of the file.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
