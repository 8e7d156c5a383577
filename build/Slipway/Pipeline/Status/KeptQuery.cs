using Slipway.Kubernetes.Errors;
using Slipway.Pipeline.Changes;
using Slipway.Releases;
using Slipway.Reporting;

namespace Slipway.Pipeline.Status;

/// <summary>
/// Reports what left the manifests and is still in the cluster, until somebody deletes it, makes it part of a
/// release again, or labels it as their own. Takes no lock and writes nothing.
/// </summary>
internal sealed class KeptQuery(DeliveryContext context)
{
    /// <summary>These objects, in the order in which they left.</summary>
    public async Task<IReadOnlyList<KeptObject>> RunAsync(
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        var found = new List<KeptObject>();
        try
        {
            var finder = new DepartureFinder(context);
            foreach (var kept in timeline.Kept)
            {
                if (await finder.IsStillKeptAsync(kept.Key, cancellation))
                    found.Add(kept);
            }
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            context.Reporter.Detail($"The status does not include objects that were kept: {e.What}");
        }
        return found;
    }
}
