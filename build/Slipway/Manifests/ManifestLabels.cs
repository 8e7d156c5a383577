using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Marks objects as parts of an application. Pod templates and selectors are never touched: a template
/// changes only when
/// what its pods run changed.
/// </summary>
public static class ManifestLabels
{
    /// <summary>Which application an object belongs to.</summary>
    public const string PartOf = "app.kubernetes.io/part-of";

    /// <summary>What manages an object.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>.</summary>
    public const string Slipway = "slipway";

    /// <summary>The version of the release that last applied a workload.</summary>
    public const string Version = "slipway.dev/version";

    /// <summary>The commit of the release that last applied a workload.</summary>
    public const string Commit = "slipway.dev/commit";

    /// <summary>
    /// The label with the application's name, and the annotation with the workload's (<c>deployment/movie</c>), on
    /// what a workload left when it was replaced.
    /// </summary>
    public const string Replaced = "slipway.dev/replaced";

    /// <summary>The selector of all objects of an application.</summary>
    public static string Selector(string app) => $"{PartOf}={app},{ManagedBy}={Slipway}";

    /// <summary>
    /// The objects with the application's labels, and the workloads with version and commit.
    /// </summary>
    /// <param name="objects">The manifests.</param>
    /// <param name="app">The application.</param>
    /// <param name="version">The release's version.</param>
    /// <param name="commit">The release's commit; null where there is none.</param>
    public static IReadOnlyList<KubeObject> Mark(
        IReadOnlyList<KubeObject> objects,
        string app,
        string version,
        string? commit
    ) => [.. objects.Select(o => o.With(json => Mark(json, o, app, version, commit)))];

    private static void Mark(JsonObject json, KubeObject obj, string app, string version, string? commit)
    {
        Set(json, "labels", PartOf, app);
        Set(json, "labels", ManagedBy, Slipway);
        if (PodTemplates.PathOf(obj) is null)
            return;
        Set(json, "annotations", Version, version);
        if (commit is not null)
            Set(json, "annotations", Commit, commit);
    }

    private static void Set(JsonObject json, string map, string key, string value)
    {
        var metadata = json["metadata"]!.AsObject();
        if (metadata[map] is not JsonObject entries)
            metadata[map] = entries = [];
        entries[key] = value;
    }
}
