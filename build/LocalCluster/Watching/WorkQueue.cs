using System.Threading.Channels;

namespace LocalCluster.Watching;

/// <summary>
/// Keys that wait for work. A key waits at most once, is never worked on twice at the same time, and is
/// worked on again when it was added meanwhile.
/// </summary>
internal sealed class WorkQueue(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Channel<ObjectName> _ready = Channel.CreateUnbounded<ObjectName>();
    private readonly HashSet<ObjectName> _waiting = [];
    private readonly HashSet<ObjectName> _working = [];
    private readonly Dictionary<ObjectName, (DateTimeOffset Due, ITimer Timer)> _later = [];

    public ChannelReader<ObjectName> Reader => _ready.Reader;

    public void Add(ObjectName key)
    {
        lock (_gate)
        {
            if (_waiting.Add(key) && !_working.Contains(key))
                _ready.Writer.TryWrite(key);
        }
    }

    /// <summary>Adds the key after a while; an earlier date already set for it stays.</summary>
    public void AddAfter(ObjectName key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        var due = time.GetUtcNow() + delay;
        lock (_gate)
        {
            if (_later.TryGetValue(key, out var known))
            {
                if (known.Due <= due)
                    return;
                known.Timer.Dispose();
            }
            _later[key] = (
                due,
                time.CreateTimer(_ => Elapsed(key, due), null, delay, Timeout.InfiniteTimeSpan)
            );
        }
    }

    /// <summary>Marks a key that was read as being worked on.</summary>
    public void Begin(ObjectName key)
    {
        lock (_gate)
        {
            _waiting.Remove(key);
            _working.Add(key);
        }
    }

    public void End(ObjectName key)
    {
        lock (_gate)
        {
            _working.Remove(key);
            if (_waiting.Contains(key))
                _ready.Writer.TryWrite(key);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (_, timer) in _later.Values)
                timer.Dispose();
            _later.Clear();
        }
        _ready.Writer.TryComplete();
    }

    private void Elapsed(ObjectName key, DateTimeOffset due)
    {
        lock (_gate)
        {
            if (!_later.TryGetValue(key, out var known) || known.Due != due)
                return;
            known.Timer.Dispose();
            _later.Remove(key);
        }
        Add(key);
    }
}
