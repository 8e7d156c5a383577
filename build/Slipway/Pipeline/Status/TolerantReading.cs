using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>
/// Lists objects for a report, and notes what may not be read: without it, the rest is still worth showing.
/// For several threads.
/// </summary>
internal sealed class TolerantReading(DeliveryContext context, CancellationToken cancellation)
{
    private readonly Lock _gate = new();
    private readonly List<string> _notShown = [];

    /// <summary>What could not be read, one sentence each.</summary>
    public IReadOnlyList<string> NotShown
    {
        get
        {
            lock (_gate)
                return [.. _notShown.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The release that runs, once the records were read.</summary>
    public Release? Running { get; private set; }

    /// <summary>The objects of a kind; none where they may not be listed.</summary>
    /// <param name="apiVersion">For example <c>apps/v1</c>.</param>
    /// <param name="kind">For example <c>StatefulSet</c>.</param>
    /// <param name="selector">Which of them; null for all.</param>
    /// <param name="loss">What a reader misses without them; null where it is hardly missed.</param>
    public async Task<IReadOnlyList<KubeObject>> ListAsync(
        string apiVersion,
        string kind,
        ObjectSelector? selector,
        string? loss
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
        catch (Refusal e) when (IsTolerable(e))
        {
            Note(loss, e);
            return [];
        }
    }

    /// <summary>What was released there; null where the records may not be read.</summary>
    public async Task<IReadOnlyList<KubeObject>?> ReleasedAsync()
    {
        try
        {
            var page = await context.History.ListAsync(cancellation);
            Running = ReleaseTimeline.Of(page).Running?.Release;
            return [.. page.Releases.SelectMany(r => r.Release.Manifests)];
        }
        catch (Refusal e) when (IsTolerable(e))
        {
            Note(null, e);
            return null;
        }
    }

    private static bool IsTolerable(Refusal e) =>
        e is AccessDeniedException { Code: 403 } or KindNotServedException;

    private void Note(string? loss, Refusal reason)
    {
        context.Reporter.Detail(reason.What);
        if (loss is null)
            return;
        lock (_gate)
            _notShown.Add($"{loss}: {reason.What}");
    }
}
