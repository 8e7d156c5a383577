using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Reporting;

namespace Slipway.Kubernetes;

public sealed partial class Cluster
{
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromMinutes(2);

    /// <summary>
    /// All objects of a kind as <see cref="WatchEventType.Added"/>, then <see cref="WatchEventType.Synced"/>,
    /// then every
    /// change, until cancelled. Streams that end, break or fall silent are resumed, and where too much was
    /// missed
    /// (410 Gone) the kind is listed again; the watcher gets each change once, and deletions that it
    /// missed.
    /// </summary>
    /// <param name="apiVersion">For example <c>v1</c>.</param>
    /// <param name="kind">For example <c>Pod</c>.</param>
    /// <param name="ns">The namespace; null for all of them.</param>
    /// <param name="selector">Which objects; null for all.</param>
    /// <param name="cancellation">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="KindNotServedException">The cluster does not serve this kind.</exception>
    /// <exception cref="AccessDeniedException">Listing or watching is not allowed.</exception>
    /// <exception cref="ClusterUnreachableException">The API server has not answered for two minutes.</exception>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        string apiVersion,
        string kind,
        string? ns,
        ObjectSelector? selector,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var served = await KindAsync(apiVersion, kind, cancellation).ConfigureAwait(false);
        var known = new WatchedObjects();
        var outage = new WatchOutage(_api, Address, s_longestSilence);
        string? from = null;
        var synced = false;
        while (true)
        {
            if (from is null)
            {
                var list = await ListAsync(served, ns, selector, cancellation).ConfigureAwait(false);
                from = list.ResourceVersion;
                foreach (var news in known.Relisted(list.Items))
                    yield return news;
                if (!synced)
                    yield return new WatchEvent(WatchEventType.Synced, null);
                synced = true;
            }
            using var stream = await ResumeAsync(served, ns, selector, from, outage, cancellation)
                .ConfigureAwait(false);
            from = stream is null ? null : from;
            while (
                stream is not null
                && await stream.NextAsync(served, cancellation).ConfigureAwait(false) is { } line
            )
            {
                from = line.Error is null ? line.ResourceVersion : null;
                if (line.Error is { } error)
                {
                    _api.Reporter.Detail($"watch {served.In(ns)}: {error.Message}; listing again");
                    break;
                }
                outage.Over();
                if (known.Told(line) is { } news)
                    yield return news;
            }
            if (stream?.Broken is { } broken)
                outage.Failed(broken);
            await outage.PauseAsync(cancellation).ConfigureAwait(false);
        }
    }

    // Null when the resource version is too old, so that a list must come first.
    private async Task<WatchStream?> ResumeAsync(
        ResourceKind kind,
        string? ns,
        ObjectSelector? selector,
        string from,
        WatchOutage outage,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            try
            {
                return await WatchStream
                    .OpenAsync(_api, kind, ns, selector, from, cancellation)
                    .ConfigureAwait(false);
            }
            catch (ApiException e) when (e.Code == 410)
            {
                return null;
            }
            catch (ApiException e) when (Fault.Of(e.Status, null).Transient)
            {
                outage.Failed(e.Status.Message);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                outage.Failed(Faults.Words(e));
            }
            await outage.PauseAsync(cancellation).ConfigureAwait(false);
        }
    }
}
