using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Api.Writing;

/// <summary>Which kinds count the changes of what they ask for.</summary>
internal static class Generations
{
    private static readonly HashSet<string> s_groups =
    [
        "apps",
        "batch",
        "networking.k8s.io",
        "policy",
        "discovery.k8s.io",
        "apiextensions.k8s.io",
        Kinds.GatewayGroup,
    ];

    public static bool AreKept(KindDefinition kind) =>
        kind.Custom is not null
        || (s_groups.Contains(kind.Kind.Group) && kind.Kind.Kind != "ControllerRevision");

    /// <summary>Whether a change is one of those counted.</summary>
    public static bool Counts(KindDefinition kind, JsonObject before, JsonObject after)
    {
        var names = before.Concat(after).Select(p => p.Key).Distinct();
        return names.Any(name =>
            name is not ("metadata" or "apiVersion" or "kind")
            && !(name == "status" && kind.Has("status"))
            && !JsonEquality.Same(before[name], after[name])
        );
    }
}
