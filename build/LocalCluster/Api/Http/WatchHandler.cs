using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Streams changes, one JSON document per line.</summary>
internal sealed class WatchHandler(
    ObjectStore store,
    TableRenderer tables,
    TimeProvider time,
    CancellationToken stopping
)
{
    private static readonly TimeSpan s_bookmarkInterval = TimeSpan.FromSeconds(30);

    public async Task WatchAsync(HttpContext context, KindDefinition kind, string? ns, string? name)
    {
        var query = context.Request.Query;
        var selection = Selection.Of(query, kind);
        var form = Negotiation.Form(context.Request);
        using var subscription = store.Watch(Wanted(kind.Key(ns, name ?? "")), After(query));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var timeout = new CancellationTokenSource(Timeout(query), time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, timeout.Token);
        context.Response.ContentType = "application/json;stream=watch";
        await context.Response.StartAsync(ended.Token);
        var stream = new WatchStream(
            context.Response.Body,
            kind,
            form,
            tables,
            query["includeObject"].ToString()
        );
        try
        {
            await StreamAsync(stream, subscription, selection, query, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client, its timeout or the cluster's end: a watch ends by closing.
        }
    }

    private async Task StreamAsync(
        WatchStream stream,
        Subscription subscription,
        Selection selection,
        IQueryCollection query,
        CancellationToken ended
    )
    {
        var bookmarks = query["allowWatchBookmarks"] == "true";
        var initial = query["sendInitialEvents"] == "true";
        var version = subscription.Start;
        if (initial)
        {
            while (subscription.Changes.TryPeek(out var first) && first.Stored.Version <= subscription.Start)
            {
                await Send(stream, await subscription.Changes.ReadAsync(ended), selection);
            }
            await stream.BookmarkAsync(version, initialEventsEnd: true);
        }
        while (true)
        {
            await stream.FlushAsync(ended);
            var ready = subscription.Changes.WaitToReadAsync(ended).AsTask();
            if (bookmarks && !ready.IsCompleted)
            {
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(ended);
                var pause = Task.Delay(s_bookmarkInterval, time, idle.Token);
                if (await Task.WhenAny(ready, pause) == pause && !ended.IsCancellationRequested)
                {
                    version = Math.Max(
                        version,
                        subscription.Changes.TryPeek(out _) ? version : store.Version
                    );
                    await stream.BookmarkAsync(version, initialEventsEnd: false);
                    await stream.FlushAsync(ended);
                }
                await idle.CancelAsync();
            }
            if (!await ready)
                return;
            while (subscription.Changes.TryRead(out var change))
            {
                version = Math.Max(version, change.Stored.Version);
                await Send(stream, change, selection);
            }
        }
    }

    /// <summary>What leaves or enters the selection is deleted or added for this watcher.</summary>
    private static Task Send(WatchStream stream, StoreChange stored, Selection selection)
    {
        var change = stream.Shown(stored);
        var matches = selection.Matches(change.Stored.Object);
        var matched = change.Previous is not null && selection.Matches(change.Previous.Object);
        ChangeType? type = change.Type switch
        {
            ChangeType.Deleted => matched ? ChangeType.Deleted : null,
            ChangeType.Modified when matched && !matches => ChangeType.Deleted,
            ChangeType.Modified when matches && !matched => ChangeType.Added,
            _ => matches ? change.Type : null,
        };
        return type is { } t
            ? stream.EventAsync(t.ToString().ToUpperInvariant(), change.Stored)
            : Task.CompletedTask;
    }

    private static Func<ObjectKey, bool> Wanted(ObjectKey wanted) =>
        key =>
            key.Plural == wanted.Plural
            && key.Group == wanted.Group
            && (wanted.Namespace.Length == 0 || key.Namespace == wanted.Namespace)
            && (wanted.Name.Length == 0 || key.Name == wanted.Name);

    private static long? After(IQueryCollection query)
    {
        var text = query["resourceVersion"].ToString();
        if (text is "" or "0" || query["sendInitialEvents"] == "true")
            return null;
        return long.TryParse(text, out var version)
            ? version
            : throw Refusals.BadRequest($"Invalid value: \"{text}\": invalid resource version");
    }

    /// <summary>Without a wish a watch ends after half an hour to an hour, as the API server's do.</summary>
    private static TimeSpan Timeout(IQueryCollection query) =>
        int.TryParse(query["timeoutSeconds"], out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromMinutes(30 + Random.Shared.Next(30));
}
