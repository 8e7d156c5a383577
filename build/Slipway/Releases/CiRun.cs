using Slipway.Values;

namespace Slipway.Releases;

/// <summary>The run of a CI that a command is part of.</summary>
/// <param name="System">The CI, as people call it.</param>
/// <param name="Actor">Who started the run; null where the CI does not say.</param>
/// <param name="Url">Where the run can be looked at; null where the CI does not say.</param>
public sealed record CiRun(string System, string? Actor, string? Url)
{
    private const int LongestActor = 100;

    /// <summary>Finds the run in the variables that CI systems set; null outside of one.</summary>
    public static CiRun? Of(IReadOnlyDictionary<string, string> environment)
    {
        if (Is("GITHUB_ACTIONS") || Value("GITHUB_ACTOR") is not null)
        {
            return new CiRun(
                "GitHub Actions",
                // Who runs a job again is not who pushed.
                Actor("GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR"),
                Joined(
                    Value("GITHUB_SERVER_URL"),
                    Value("GITHUB_REPOSITORY"),
                    "actions/runs/",
                    Value("GITHUB_RUN_ID")
                )
            );
        }
        if (Is("GITLAB_CI"))
            return new CiRun(
                "GitLab CI",
                Actor("GITLAB_USER_LOGIN", "GITLAB_USER_NAME"),
                Address(Value("CI_JOB_URL") ?? Value("CI_PIPELINE_URL"))
            );
        if (Is("TF_BUILD"))
            return new CiRun(
                "Azure Pipelines",
                Actor("BUILD_REQUESTEDFOR", "BUILD_REQUESTEDFOREMAIL"),
                Joined(
                    Value("SYSTEM_COLLECTIONURI") ?? Value("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"),
                    Value("SYSTEM_TEAMPROJECT") is { } project ? Uri.EscapeDataString(project) : null,
                    "_build/results?buildId=",
                    Value("BUILD_BUILDID")
                )
            );
        if (Value("JENKINS_URL") is not null)
            return new CiRun(
                "Jenkins",
                // Set by the plugin "build user vars".
                Actor("BUILD_USER_ID", "BUILD_USER"),
                Address(Value("RUN_DISPLAY_URL") ?? Value("BUILD_URL"))
            );
        return null;

        string? Value(string name) =>
            environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)
                ? value.Trim()
                : null;

        bool Is(string name) => string.Equals(Value(name), "true", StringComparison.OrdinalIgnoreCase);

        string? Actor(params IEnumerable<string> names) =>
            names.Select(Value).FirstOrDefault(value => value is not null) is { } actor
                ? Deployer.Plain(actor, LongestActor)
                : null;
    }

    private static string? Joined(string? server, string? project, string path, string? run) =>
        server is null || project is null || run is null
            ? null
            : Address($"{server.TrimEnd('/')}/{project}/{path}{Uri.EscapeDataString(run)}");

    // It becomes a link, and must not hold credentials.
    private static string? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "https" or "http"
        && url.UserInfo.Length == 0
            ? url.AbsoluteUri
            : null;
}
