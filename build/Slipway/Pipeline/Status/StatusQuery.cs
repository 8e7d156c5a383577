using System.Globalization;
using System.Text.Json;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>Reports what runs. Takes no lock and writes nothing.</summary>
public sealed class StatusQuery(DeliveryContext context)
{
    private const string Apps = "apps/v1";

    /// <summary>Every workload of the application, on both tracks, in the order of names.</summary>
    public async Task<IReadOnlyList<WorkloadStatus>> RunAsync(CancellationToken cancellation)
    {
        var ours = new ObjectSelector(ManifestLabels.Selector(context.App));
        var workloads = new List<KubeObject>();
        foreach (var kind in new[] { "Deployment", "StatefulSet", "DaemonSet" })
        {
            var list = await context.Cluster.ListAsync(Apps, kind, context.Namespace, ours, cancellation);
            workloads.AddRange(list.Items);
        }
        var replicaSets = await ExtraAsync(Apps, "ReplicaSet", null, cancellation);
        var services = await ExtraAsync("v1", "Service", ours, cancellation);
        var ingresses = await ExtraAsync("networking.k8s.io/v1", "Ingress", null, cancellation);
        return
        [
            .. workloads
                .Select(w => WorkloadStatus.Of(w, Since(w, replicaSets), Address(w, services, ingresses)))
                .OrderBy(w => w.Service, StringComparer.Ordinal)
                .ThenByDescending(w => w.Track, StringComparer.Ordinal),
        ];
    }

    // What only adds to the picture: without permission to read it, the rest is still worth showing.
    private async Task<IReadOnlyList<KubeObject>> ExtraAsync(
        string apiVersion,
        string kind,
        ObjectSelector? selector,
        CancellationToken cancellation
    )
    {
        try
        {
            var list = await context.Cluster.ListAsync(
                apiVersion,
                kind,
                context.Namespace,
                selector,
                cancellation
            );
            return list.Items;
        }
        catch (Refusal e) when (e is AccessDeniedException { Code: 403 } or KindNotServedException)
        {
            context.Reporter.Detail($"The status does not include {kind}: {e.What}");
            return [];
        }
    }

    private string Address(
        KubeObject workload,
        IReadOnlyList<KubeObject> services,
        IReadOnlyList<KubeObject> ingresses
    )
    {
        var name = workload.Labels.GetValueOrDefault("app.kubernetes.io/name", workload.Name);
        return services.FirstOrDefault(s => s.Name == name) is { } service
            ? ServiceAddresses.Of(service, ingresses, context.Environment.Cluster.Local)
            : "";
    }

    // The present revision's ReplicaSet came with it; going back to an old one reuses the old set, and its
    // age.
    private static DateTimeOffset? Since(KubeObject deployment, IEnumerable<KubeObject> replicaSets)
    {
        const string Revision = "deployment.kubernetes.io/revision";
        var revision = deployment.Annotations.GetValueOrDefault(Revision);
        return replicaSets
            .Where(r => r.Annotations.GetValueOrDefault(Revision) == revision && OwnedBy(r, deployment))
            .Select(r =>
                (DateTimeOffset?)
                    DateTimeOffset.Parse(
                        r.Text("metadata", "creationTimestamp")!,
                        CultureInfo.InvariantCulture
                    )
            )
            .FirstOrDefault();
    }

    private static bool OwnedBy(KubeObject obj, KubeObject owner) =>
        obj.At("metadata", "ownerReferences") is { ValueKind: JsonValueKind.Array } owners
        && owners
            .EnumerateArray()
            .Any(o => o.GetProperty("uid").GetString() == owner.Text("metadata", "uid"));
}
