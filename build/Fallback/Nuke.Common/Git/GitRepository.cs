using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.Git;

namespace Nuke.Common.Git;

/// <summary>A git repository: where it lies, what is checked out, where it came from.</summary>
public class GitRepository
{
    private GitRepository() { }

    /// <summary>Null where there is no remote.</summary>
    public GitProtocol? Protocol { get; private init; }

    /// <summary>Like <c>github.com</c>.</summary>
    public string Endpoint { get; private init; }

    /// <summary>Like <c>owner/name</c>.</summary>
    public string Identifier { get; private init; }

    public AbsolutePath LocalDirectory { get; private init; }

    /// <summary>What <c>HEAD</c> names: a reference, or the commit where it is detached.</summary>
    public string Head { get; private init; }

    /// <summary>Null where <c>HEAD</c> is detached.</summary>
    public string Branch { get; private init; }

    public string Commit { get; private init; }

    public IReadOnlyCollection<string> Tags { get; private init; }

    public string RemoteName { get; private init; }

    public string RemoteBranch { get; private init; }

    public string HttpsUrl => Endpoint == null ? null : $"https://{Endpoint}/{Identifier}.git";

    public string SshUrl => Endpoint == null ? null : $"git@{Endpoint}:{Identifier}.git";

    /// <exception cref="ProcessException">The folder lies in no git repository.</exception>
    public static GitRepository FromLocalDirectory(AbsolutePath directory)
    {
        var branch = Ask(directory, "symbolic-ref --short -q HEAD");
        var commit = Ask(directory, "rev-parse -q --verify HEAD");
        var remoteName = branch == null ? null : Ask(directory, $"config branch.{branch}.remote");
        remoteName ??= AskAll(directory, "remote").FirstOrDefault();
        var url = remoteName == null ? null : Ask(directory, $"config remote.{remoteName}.url");
        var remote = GitRemoteUrl.Parse(url);
        return new GitRepository
        {
            LocalDirectory = AskStrictly(directory, "rev-parse --show-toplevel"),
            Head = Ask(directory, "symbolic-ref -q HEAD") ?? commit,
            Branch = branch,
            Commit = commit,
            Tags = commit == null ? [] : AskAll(directory, "tag --points-at HEAD"),
            RemoteName = remoteName,
            RemoteBranch =
                branch == null
                    ? null
                    : Ask(directory, $"config branch.{branch}.merge")?.Replace("refs/heads/", ""),
            Protocol = remote?.Protocol,
            Endpoint = remote?.Endpoint,
            Identifier = remote?.Identifier,
        };
    }

    public override string ToString() => HttpsUrl ?? LocalDirectory;

    private static string AskStrictly(AbsolutePath directory, string question) =>
        GitTasks.Git(question, directory, logOutput: false, logInvocation: false).Single().Text;

    private static string Ask(AbsolutePath directory, string question) =>
        AskAll(directory, question).FirstOrDefault();

    /// <summary>Git answers "there is none" by an exit code.</summary>
    private static IReadOnlyCollection<string> AskAll(AbsolutePath directory, string question) =>
        [
            .. GitTasks
                .Git(question, directory, logOutput: false, logInvocation: false, exitHandler: process =>
                    process.ExitCode
                )
                .Where(x => x.Type == OutputType.Std)
                .Select(x => x.Text),
        ];
}
