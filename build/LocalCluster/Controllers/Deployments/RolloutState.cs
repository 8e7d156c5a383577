using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>A Deployment with its ReplicaSets, the newest apart.</summary>
/// <param name="Deployment">The Deployment.</param>
/// <param name="Newest">The ReplicaSet of the present template; null while there is none.</param>
/// <param name="Old">All others, oldest first.</param>
internal sealed record RolloutState(JsonObject Deployment, JsonObject? Newest, IReadOnlyList<JsonObject> Old)
{
    public int Replicas => Deployment.Count("spec", "replicas");

    public RolloutLimits Limits => RolloutLimits.Of(Deployment);

    public IEnumerable<JsonObject> All => Newest is null ? Old : [.. Old, Newest];

    /// <summary>Finds the newest among the sets: the oldest one that has the Deployment's template.</summary>
    public static RolloutState Of(JsonObject deployment, IEnumerable<JsonObject> sets)
    {
        var byAge = sets.OrderBy(set => set.Created())
            .ThenBy(set => set.Name(), StringComparer.Ordinal)
            .ToArray();
        var template = deployment.At("spec", "template");
        var newest = byAge.FirstOrDefault(set => PodTemplate.Same(set.At("spec", "template"), template));
        return new RolloutState(deployment, newest, [.. byAge.Where(set => set != newest)]);
    }

    /// <summary>The same after some sets were written.</summary>
    public RolloutState With(IReadOnlyDictionary<string, JsonObject> written) =>
        this with
        {
            Newest = Newest is null ? null : written.GetValueOrDefault(Newest.Name(), Newest),
            Old = [.. Old.Select(set => written.GetValueOrDefault(set.Name(), set))],
        };

    public static int SpecReplicas(IEnumerable<JsonObject> sets) =>
        sets.Sum(set => set.Count("spec", "replicas"));

    public static int Actual(IEnumerable<JsonObject> sets) =>
        sets.Sum(set => set.Count("status", "replicas"));

    public static int Available(IEnumerable<JsonObject> sets) =>
        sets.Sum(set => set.Count("status", "availableReplicas"));
}
