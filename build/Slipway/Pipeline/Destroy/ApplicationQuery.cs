using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Destroy;

/// <summary>Finds what an application has in a cluster.</summary>
internal sealed class ApplicationQuery(DeliveryContext context)
{
    /// <summary>
    /// Everything by label, so that a canary's Deployments and what a killed command left behind are found too.
    /// </summary>
    public async Task<ApplicationObjects> RunAsync(ReleaseTimeline timeline, CancellationToken cancellation)
    {
        var recorded = timeline.History.SelectMany(r => r.Release.Manifests).ToList();
        var kept = timeline.History.SelectMany(r => r.Release.Kept).Select(k => k.Key);
        var keys = recorded.Select(ObjectKey.Of).Concat(kept).ToHashSet();
        var kinds = keys.Select(k => (k.ApiVersion, k.Kind)).Append(("apps/v1", "Deployment")).Distinct();
        var selector = new ObjectSelector(ManifestLabels.Selector(context.App));
        var ours = new List<KubeObject>();
        foreach (var (apiVersion, kind) in kinds)
        {
            if (await context.Cluster.FindKindAsync(apiVersion, kind, cancellation) is not { } served)
                continue;
            var places = keys.Where(k => k.ApiVersion == apiVersion && k.Kind == kind)
                .Select(k => k.Namespace)
                .OfType<string>()
                .Append(context.Namespace);
            foreach (var ns in places.Distinct())
            {
                var list = await context.Cluster.ListAsync(apiVersion, kind, ns, selector, cancellation);
                // Outside the application's own namespace, another environment's objects of it may carry the
                // same labels.
                var isOwn = served.Namespaced && ns == context.Namespace;
                ours.AddRange(list.Items.Where(o => isOwn || keys.Contains(ObjectKey.Of(o))));
            }
        }
        var sets = ours.Where(o => o.GroupKind is ("apps", "StatefulSet"))
            .Select(o => o.Namespace!)
            .Distinct();
        return ApplicationObjects.Of(
            [.. ours.DistinctBy(o => o.Text("metadata", "uid"))],
            await ClaimsAsync(sets, cancellation)
        );
    }

    private async Task<IReadOnlyList<KubeObject>> ClaimsAsync(
        IEnumerable<string> namespaces,
        CancellationToken cancellation
    )
    {
        var found = new List<KubeObject>();
        try
        {
            foreach (var ns in namespaces)
            {
                var list = await context.Cluster.ListAsync(
                    "v1",
                    "PersistentVolumeClaim",
                    ns,
                    selector: null,
                    cancellation
                );
                found.AddRange(list.Items);
            }
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            context.Reporter.Warning($"The volumes of StatefulSets stay, but cannot be listed: {e.What}");
        }
        return found;
    }
}
