using System.Globalization;
using Slipway.Kubernetes;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Tells what runs.</summary>
public sealed class StatusQuery(DeliveryContext context)
{
    private const string Apps = "apps/v1";

    /// <summary>Every workload of the application, on both tracks, in the order of names.</summary>
    public async Task<IReadOnlyList<WorkloadStatus>> RunAsync(CancellationToken cancellation)
    {
        var ours = new ObjectSelector(ManifestLabels.Selector(context.App));
        var deployments = await ListAsync(Apps, "Deployment", ours, cancellation).ConfigureAwait(false);
        var replicaSets = await ListAsync(Apps, "ReplicaSet", null, cancellation).ConfigureAwait(false);
        var services = await ListAsync("v1", "Service", ours, cancellation).ConfigureAwait(false);
        var ingresses = await ListAsync("networking.k8s.io/v1", "Ingress", null, cancellation).ConfigureAwait(false);
        return
        [
            .. deployments
                .Select(d => WorkloadStatus.Of(d, Since(d, replicaSets), Address(d, services, ingresses)))
                .OrderBy(w => w.Service, StringComparer.Ordinal).ThenByDescending(w => w.Track, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<KubeObject>> ListAsync(
        string apiVersion, string kind, ObjectSelector? selector, CancellationToken cancellation) =>
        (await context.Cluster.ListAsync(apiVersion, kind, context.Namespace, selector, cancellation).ConfigureAwait(false)).Items;

    private string Address(KubeObject deployment, IReadOnlyList<KubeObject> services, IReadOnlyList<KubeObject> ingresses)
    {
        var name = deployment.Labels.GetValueOrDefault("app.kubernetes.io/name", deployment.Name);
        return services.FirstOrDefault(s => s.Name == name) is { } service
            ? ServiceAddresses.Of(service, ingresses, context.Environment.Cluster.Local)
            : "";
    }

    // The present revision's ReplicaSet came with it; going back to an old one reuses the old set, and its age.
    private static DateTimeOffset? Since(KubeObject deployment, IEnumerable<KubeObject> replicaSets)
    {
        const string Revision = "deployment.kubernetes.io/revision";
        var revision = deployment.Annotations.GetValueOrDefault(Revision);
        return replicaSets
            .Where(r => r.Annotations.GetValueOrDefault(Revision) == revision && OwnedBy(r, deployment))
            .Select(r => (DateTimeOffset?)DateTimeOffset.Parse(
                r.Text("metadata", "creationTimestamp")!, CultureInfo.InvariantCulture))
            .FirstOrDefault();
    }

    private static bool OwnedBy(KubeObject obj, KubeObject owner) =>
        obj.At("metadata", "ownerReferences") is { ValueKind: System.Text.Json.JsonValueKind.Array } owners
        && owners.EnumerateArray().Any(o => o.GetProperty("uid").GetString() == owner.Text("metadata", "uid"));
}
