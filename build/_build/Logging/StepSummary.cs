using System.Text;

namespace Slipway.Targets.Logging;

/// <summary>
/// The summary of a step in GitHub Actions (and in those who speak its language, Gitea and Forgejo): Markdown
/// that is appended to the file in <c>GITHUB_STEP_SUMMARY</c>.
/// </summary>
/// <param name="file">The file; null or empty outside of such a CI.</param>
internal sealed class StepSummary(string? file)
{
    /// <summary>Appends lines and an empty one.</summary>
    /// <returns>Why it could not; null where it did, or nobody asks for a summary.</returns>
    public string? Append(Func<IReadOnlyList<string>> lines)
    {
        if (string.IsNullOrEmpty(file))
            return null;
        try
        {
            File.AppendAllText(
                file,
                string.Concat(lines().Append("").Select(line => line + '\n')),
                new UTF8Encoding(false)
            );
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
