using System.Threading.Channels;
using LocalCluster.Resources;

namespace LocalCluster.Storage;

/// <summary>A receiver of changes. Nothing is dropped; a slow receiver only lags behind.</summary>
internal sealed class Subscription : IDisposable
{
    private readonly Channel<StoreChange> _changes = Channel.CreateUnbounded<StoreChange>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    private readonly Func<ObjectKey, bool> _wanted;
    private readonly Action<Subscription> _forget;

    public Subscription(
        Func<ObjectKey, bool> wanted,
        IEnumerable<StoreChange> first,
        long version,
        Action<Subscription> forget
    )
    {
        (_wanted, _forget, Start) = (wanted, forget, version);
        foreach (var change in first)
            Offer(change);
    }

    /// <summary>The store's version when the subscription began.</summary>
    public long Start { get; }

    public ChannelReader<StoreChange> Changes => _changes.Reader;

    /// <summary>Takes a change if it is one of those wanted.</summary>
    public void Offer(StoreChange change)
    {
        if (_wanted(change.Stored.Key))
            _changes.Writer.TryWrite(change);
    }

    public void Dispose()
    {
        _forget(this);
        _changes.Writer.TryComplete();
    }
}
