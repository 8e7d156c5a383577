using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>The workload that an autoscaler names.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Workload">The workload.</param>
internal sealed record ScaleTarget(ResourceKind Kind, JsonObject Workload)
{
    private static readonly ResourceKind[] s_scaled = [Kinds.Deployment, Kinds.ReplicaSet, Kinds.StatefulSet];

    /// <summary>How many pods it wants.</summary>
    public int Replicas => (int)(Workload.Number("spec", "replicas") ?? 0);

    /// <summary>How many pods it has.</summary>
    public int Present => (int)(Workload.Number("status", "replicas") ?? 0);

    public LabelSelector Selector => LabelSelector.Of(Workload.At("spec", "selector"));

    /// <summary>The workload, or why it cannot be scaled.</summary>
    public static (ScaleTarget? Target, string Problem) Find(JsonObject autoscaler, ClusterView view)
    {
        var reference = autoscaler.Object("spec", "scaleTargetRef");
        var (kind, name) = (reference.Text("kind"), reference.Text("name") ?? "");
        var version = reference.Text("apiVersion") ?? "";
        if (s_scaled.FirstOrDefault(k => k.Kind == kind && k.ApiVersion == version) is not { } known)
            return (null, $"no matches for kind \"{kind}\" with a scale in \"{version}\"");
        return view.Get(known, autoscaler.NamespaceName(), name) is { } workload
            ? (new ScaleTarget(known, workload), "")
            : (null, $"{known.Plural}.{known.Group} \"{name}\" not found");
    }
}
