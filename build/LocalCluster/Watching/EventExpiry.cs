using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Watching;

/// <summary>Removes Events an hour after they last happened, as API servers do by default.</summary>
internal sealed class EventExpiry(IResources resources, TimeProvider time)
{
    private static readonly TimeSpan s_life = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_pause, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var oldest = time.GetUtcNow() - s_life;
            foreach (var old in resources.List(Kinds.Event, filter: happened => LastTime(happened) < oldest))
                Remove(old);
        }
    }

    /// <summary>When an event last happened.</summary>
    internal static DateTimeOffset LastTime(JsonObject happened) =>
        happened.Time("series", "lastObservedTime")
        ?? happened.Time("lastTimestamp")
        ?? happened.Time("eventTime")
        ?? happened.Created();

    private void Remove(JsonObject happened)
    {
        try
        {
            resources.Delete(Kinds.Event, happened.NamespaceName(), happened.Name());
        }
        catch (ApiException e) when (e.Code == 404)
        {
            // It went with its namespace.
        }
    }
}
