using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.History;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>
/// Lists objects for a report, and notes what may not be read: without it, the rest is still worth showing.
/// For several threads.
/// </summary>
/// <param name="context">What the command works with.</param>
/// <param name="namespaces">Where to look.</param>
/// <param name="cancellation">Cancels the operation.</param>
internal sealed class TolerantReading(
    DeliveryContext context,
    IReadOnlyList<string> namespaces,
    CancellationToken cancellation
)
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
        var found = new List<KubeObject>();
        foreach (var ns in namespaces)
        {
            try
            {
                var list = await context.Cluster.ListAsync(apiVersion, kind, ns, selector, cancellation);
                found.AddRange(list.Items);
            }
            catch (Refusal e) when (IsTolerable(e))
            {
                Note(loss, e);
            }
        }
        return found;
    }

    /// <summary>What was released; null where the records may not be read.</summary>
    public static async Task<ReleaseTimeline?> TimelineAsync(
        DeliveryContext context,
        CancellationToken cancellation
    )
    {
        try
        {
            return ReleaseTimeline.Of(await new HistoryQuery(context).PageAsync(cancellation));
        }
        catch (Refusal e) when (IsTolerable(e))
        {
            context.Reporter.Detail(e.What);
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
