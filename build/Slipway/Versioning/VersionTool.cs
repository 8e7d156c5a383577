using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Slipway.Processes;

namespace Slipway.Versioning;

/// <summary>
/// The program gitversion.dll, which is the same in the packages GitVersion.Tool and GitVersion.MsBuild.
/// </summary>
internal sealed class VersionTool(string folder)
{
    private const string Program = "gitversion.dll";

    // Those that change an answer, and not, as build numbers do, each run. Git_Branch is TeamCity's.
    private static readonly string[] s_buildServers =
    [
        "APPVEYOR",
        "BITBUCKET_BRANCH",
        "BITBUCKET_PR_ID",
        "BITBUCKET_TAG",
        "BITBUCKET_WORKSPACE",
        "BRANCH_NAME",
        "BUILDKITE",
        "BUILDKITE_BRANCH",
        "BUILDKITE_PULL_REQUEST",
        "BUILD_SOURCEBRANCH",
        "BuildRunner",
        "CI_COMMIT_REFSPEC",
        "CI_COMMIT_REF_NAME",
        "CI_COMMIT_TAG",
        "CI_MERGE_REQUEST_REF_PATH",
        "CODEBUILD_SOURCE_VERSION",
        "CODEBUILD_WEBHOOK_HEAD_REF",
        "ContinuaCI.Version",
        "DRONE",
        "DRONE_BRANCH",
        "DRONE_PULL_REQUEST",
        "DRONE_SOURCE_BRANCH",
        "ENVRUN_DATABASE",
        "APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH",
        "APPVEYOR_REPO_BRANCH",
        "GITHUB_ACTIONS",
        "GITHUB_HEAD_REF",
        "GITHUB_REF",
        "GITHUB_REF_TYPE",
        "GITLAB_CI",
        "GIT_BRANCH",
        "GIT_LOCAL_BRANCH",
        "Git_Branch",
        "IGNORE_NORMALISATION_GIT_HEAD_MOVE",
        "JB_SPACE_GIT_BRANCH",
        "JB_SPACE_PROJECT_KEY",
        "JENKINS_URL",
        "TEAMCITY_VERSION",
        "TF_BUILD",
        "TRAVIS",
        "TRAVIS_PULL_REQUEST",
    ];

    /// <summary>Where the program is.</summary>
    /// <exception cref="VersioningRefusal">It is not there.</exception>
    public string Locate()
    {
        var frameworks = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];
        var best = BestFramework(frameworks.Select(Path.GetFileName), Environment.Version.Major);
        string[] candidates =
        [
            Path.Combine(folder, Program),
            Path.Combine(folder, best ?? "", "any", Program), // GitVersion.Tool
            Path.Combine(folder, best ?? "", Program), // GitVersion.MsBuild
        ];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new VersioningRefusal(
                $"There is no {Program} that runs on .NET {Environment.Version.Major}.",
                folder,
                "Compile the build again to restore its packages."
            );
    }

    /// <summary>
    /// The folder of a tool package to run: of those for a framework that the running .NET can run (a newer
    /// .NET runs
    /// programs of an older one), the newest. Null where none fits.
    /// </summary>
    public static string? BestFramework(IEnumerable<string?> folders, int runtime) =>
        folders
            .Select(name => (Name: name, Major: MajorOf(name)))
            .Where(f => f.Major is not null && f.Major <= runtime)
            .OrderByDescending(f => f.Major)
            .Select(f => f.Name)
            .FirstOrDefault();

    /// <summary>
    /// What an answer depends on beside the repository: the program's version, and the variables of the build servers
    /// that it knows (gitversion.net/docs/reference/build-servers), which tell the branch of a pull request or a tag.
    /// </summary>
    public static IEnumerable<string> Inputs(string program, Func<string, string?> variable) =>
        [
            FileVersionInfo.GetVersionInfo(program).ProductVersion ?? program,
            .. s_buildServers.Select(name => $"{name}={variable(name)}"),
        ];

    /// <summary>Runs the program on a repository; what it prints is the version's variables.</summary>
    /// <exception cref="VersioningRefusal">It fails; with its own message.</exception>
    public static async Task<string> RunAsync(
        string program,
        string repository,
        bool shallow,
        CancellationToken cancellation
    )
    {
        // Nothing is fetched and no branch is rewritten behind the user's back; the caller has its own cache.
        List<string> arguments =
        [
            "exec",
            "--roll-forward",
            "Major",
            program,
            repository,
            "/output",
            "json",
            "/nofetch",
            "/nonormalize",
            "/nocache",
        ];
        if (shallow)
            arguments.Add("/allowshallow");
        ProcessResult result;
        try
        {
            result = await new Subprocess(DotNetHost.Path, arguments)
            {
                WorkingDirectory = repository,
                Environment = Prepare,
            }.RunAsync(cancellation);
        }
        catch (Win32Exception e)
        {
            throw new VersioningRefusal(
                $"The command 'dotnet' cannot be started: {e.Message}.",
                "PATH",
                "Install .NET (https://dot.net), or start the build with build.sh, which does."
            );
        }
        return result.ExitCode == 0 && ToolOutput.TryParse(result.Output) is not null
            ? result.Output
            : throw new VersioningRefusal(
                $"GitVersion failed: {ToolMessage.Of(result)}",
                repository,
                Advice(ToolMessage.Of(result))
            );
    }

    private static string Advice(string message) =>
        message.Contains("No base versions determined", StringComparison.Ordinal)
            ? "The repository has no main branch that GitVersion.yml knows: fetch it, or name yours there under "
                + "'branches: main: regex', for example '^(main|master|trunk)$'."
            : "Fix what it reports; it reads the commits, the tags and GitVersion.yml.";

    // It is over before the profile of its methods pays off: a fifth less CPU.
    private static void Prepare(IDictionary<string, string?> environment)
    {
        Git.Prepare(environment);
        environment.TryAdd("DOTNET_TieredPGO", "0");
    }

    private static int? MajorOf(string? folder) =>
        folder is ['n', 'e', 't', .. var version] && Version.TryParse(version, out var parsed)
            ? parsed.Major
            : null;
}
