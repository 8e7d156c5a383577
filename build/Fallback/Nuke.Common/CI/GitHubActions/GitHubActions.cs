using Nuke.Common.Reporting;
using Nuke.Common.Utilities;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>A run on GitHub Actions, whose page folds groups and shows annotations.</summary>
public class GitHubActions : Host, IBuildServer
{
    internal GitHubActions() { }

    string IBuildServer.Branch => Environment.GetEnvironmentVariable("GITHUB_REF");

    string IBuildServer.Commit => Environment.GetEnvironmentVariable("GITHUB_SHA");

    /// <inheritdoc />
    protected internal override IDisposable WriteBlock(string text) =>
        DelegateDisposable.CreateBracket(
            () => ConsoleText.WriteLine($"::group::{text}"),
            () => ConsoleText.WriteLine($"::endgroup::{text}")
        );

    /// <inheritdoc />
    protected internal override void ReportWarning(string text, string details = null) =>
        ConsoleText.WriteLine($"::warning::{Escape(text)}");

    /// <inheritdoc />
    protected internal override void ReportError(string text, string details = null) =>
        ConsoleText.WriteLine($"::error::{Escape(text)}");

    /// <summary>A command is one line; GitHub decodes these escapes.</summary>
    private static string Escape(string text) =>
        text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");
}
