using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Watching;

/// <summary>
/// Writes Events as the components of a real cluster do; repeated ones raise the count of the first. Writing
/// happens behind the caller's back, in order, so that no controller waits for its own comments.
/// </summary>
internal sealed class EventRecorder(IResources resources, TimeProvider time, Action<string> log)
{
    private const int Remembered = 4096;
    private readonly Channel<JsonObject> _channel = Channel.CreateUnbounded<JsonObject>();
    private readonly Dictionary<string, JsonObject> _known = [];
    private readonly Queue<string> _oldest = [];
    private long _lastMoment;

    public void Normal(
        EventSource source,
        ResourceKind kind,
        JsonObject about,
        string reason,
        string message,
        string? fieldPath = null
    ) => Record(source, kind, about, "Normal", reason, message, fieldPath);

    public void Warning(
        EventSource source,
        ResourceKind kind,
        JsonObject about,
        string reason,
        string message,
        string? fieldPath = null
    ) => Record(source, kind, about, "Warning", reason, message, fieldPath);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in _channel.Reader.ReadAllAsync(cancellationToken))
            Write(happened);
    }

    private void Record(
        EventSource source,
        ResourceKind kind,
        JsonObject about,
        string type,
        string reason,
        string message,
        string? fieldPath
    ) =>
        _channel.Writer.TryWrite(
            EventObject.Of(source, kind, about, type, reason, message, fieldPath, time.GetUtcNow(), Moment())
        );

    /// <summary>Unix time in nanoseconds, never the same twice, because it is part of event names.</summary>
    private long Moment()
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        while (true)
        {
            var last = Volatile.Read(ref _lastMoment);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastMoment, next, last) == last)
                return next;
        }
    }

    private void Write(JsonObject happened)
    {
        try
        {
            var key = EventObject.KeyOf(happened);
            var written = _known.TryGetValue(key, out var first) ? Again(first, happened) : null;
            Remember(key, written ?? resources.Create(Kinds.Event, happened));
        }
        catch (ApiException e) when (e.Code is 404 or 403)
        {
            // Its namespace is deleted or terminating, so the event could not be read.
        }
        catch (ApiException e)
        {
            log($"An event could not be written: {e.Message}");
        }
    }

    private JsonObject? Again(JsonObject first, JsonObject happened)
    {
        var current = resources.Get(Kinds.Event, first.NamespaceName(), first.Name());
        return current is null
            ? null
            : resources.Update(Kinds.Event, EventObject.Repeated(current, happened));
    }

    private void Remember(string key, JsonObject written)
    {
        if (!_known.ContainsKey(key))
            _oldest.Enqueue(key);
        _known[key] = written;
        while (_oldest.Count > Remembered)
            _known.Remove(_oldest.Dequeue());
    }
}
