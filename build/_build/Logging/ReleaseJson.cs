using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Versioning;

namespace Slipway.Targets.Logging;

/// <summary>The JSON documents that queries answer with; <c>docs/json.md</c> describes them.</summary>
internal static class ReleaseJson
{
    /// <summary>What <c>Version</c> answers.</summary>
    public static JsonObject Version(SourceVersion version) =>
        new()
        {
            ["version"] = version.FullSemVer,
            ["imageTag"] = version.ImageTag,
            ["commit"] = version.Commit,
            ["branch"] = version.Branch,
            ["author"] = version.Author,
            ["dirty"] = version.Dirty,
        };

    /// <summary>What <c>Status</c> answers.</summary>
    public static JsonObject Status(string app, EnvironmentSettings environment, StatusReport report)
    {
        var status = In(app, environment, "workloads", report.Workloads.Select(Workload));
        status["kept"] = new JsonArray([.. report.Kept.Select(Kept)]);
        status["running"] = Running(report.Running);
        status["notShown"] = new JsonArray([.. report.NotShown.Select(text => (JsonNode?)text)]);
        return status;
    }

    /// <summary>What <c>History</c> answers.</summary>
    public static JsonObject History(
        string app,
        EnvironmentSettings environment,
        IEnumerable<Release> releases
    ) => In(app, environment, "releases", releases.Select(Release));

    /// <summary>What <c>Report</c> answers.</summary>
    public static JsonObject Report(string app, EnvironmentSettings environment, Release release)
    {
        var report = Release(release);
        report.Insert(0, "app", app);
        report.Insert(1, "environment", environment.Name);
        report.Insert(2, "namespace", environment.Namespace);
        report["evidence"] = new JsonArray([.. release.Evidence.Select(line => (JsonNode?)line)]);
        report["analysis"] = new JsonArray([.. release.Analysis.Select(line => (JsonNode?)line)]);
        return report;
    }

    private static JsonObject In(
        string app,
        EnvironmentSettings environment,
        string name,
        IEnumerable<JsonNode> items
    ) =>
        new()
        {
            ["app"] = app,
            ["environment"] = environment.Name,
            ["namespace"] = environment.Namespace,
            [name] = new JsonArray([.. items]),
        };

    private static JsonObject Workload(WorkloadStatus workload) =>
        new()
        {
            ["service"] = workload.Service,
            ["version"] = workload.Version,
            ["digest"] = workload.Digest?.ToString(),
            ["track"] = workload.Track,
            ["ready"] = workload.Ready,
            ["desired"] = workload.Desired,
            ["created"] = Time(workload.Created),
            ["waitsFor"] = workload.WaitsFor.Length == 0 ? null : workload.WaitsFor,
            ["stillServing"] = new JsonArray([
                .. workload.StillServing.Select(old => new JsonObject
                {
                    ["version"] = old.Version,
                    ["digest"] = old.Digest?.ToString(),
                    ["ready"] = old.Ready,
                    ["created"] = Time(old.Created),
                }),
            ]),
            ["url"] = workload.Address.Length == 0 ? null : workload.Address,
        };

    private static JsonObject Kept(KeptObject kept) =>
        new()
        {
            ["apiVersion"] = kept.Key.ApiVersion,
            ["kind"] = kept.Key.Kind,
            ["namespace"] = kept.Key.Namespace,
            ["name"] = kept.Key.Name,
            ["reason"] = kept.Reason,
        };

    private static JsonObject Release(Release release) =>
        new()
        {
            ["revision"] = release.Revision,
            ["version"] = release.Version,
            ["state"] = release.State.Word(),
            ["kind"] = $"{release.Kind}".ToLowerInvariant(),
            ["commit"] = release.ManifestCommit,
            ["author"] = release.Author,
            ["ranBy"] = release.RanBy,
            ["run"] = Run(release),
            ["started"] = Time(release.Started),
            ["finished"] = release.Finished is { } finished ? Time(finished) : null,
            ["restores"] = release.Restores,
            ["failure"] = release.Failure,
            ["allowedOlder"] = release.AllowedOlder,
            ["bundle"] = release.Bundle?.ToString(),
            ["images"] = new JsonObject(
                release
                    .Images.OrderBy(image => image.Key, StringComparer.Ordinal)
                    .Select(image => KeyValuePair.Create(image.Key, (JsonNode?)image.Value.ToString()))
            ),
        };

    private static JsonObject? Run(Release release) =>
        release.Run is { } run
            ? new JsonObject
            {
                ["system"] = run.System,
                ["actor"] = run.Actor,
                ["url"] = run.Url,
            }
            : null;

    // Who released what runs.
    private static JsonObject? Running(Release? release) =>
        release is null
            ? null
            : new JsonObject
            {
                ["revision"] = release.Revision,
                ["version"] = release.Version,
                ["ranBy"] = release.RanBy,
                ["run"] = Run(release),
                ["started"] = Time(release.Started),
            };

    // RFC 3339 in UTC, to the second, as Kubernetes writes it.
    private static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
