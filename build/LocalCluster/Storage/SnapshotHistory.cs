namespace LocalCluster.Storage;

/// <summary>
/// The states at which lists started, so that their next pages come from the same one; for five minutes,
/// as long as the API server's storage keeps old versions.
/// </summary>
internal sealed class SnapshotHistory(TimeProvider time)
{
    private const int Most = 100;
    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Queue<(Snapshot Snapshot, DateTimeOffset Kept)> _kept = new();

    public void Keep(Snapshot snapshot)
    {
        lock (_gate)
        {
            Forget();
            if (_kept.All(k => k.Snapshot.Version != snapshot.Version))
                _kept.Enqueue((snapshot, time.GetUtcNow()));
        }
    }

    /// <summary>The state at a version; null if it has expired or was never kept.</summary>
    public Snapshot? At(long version)
    {
        lock (_gate)
        {
            Forget();
            return _kept.FirstOrDefault(k => k.Snapshot.Version == version).Snapshot;
        }
    }

    private void Forget()
    {
        while (
            _kept.TryPeek(out var oldest) && (_kept.Count >= Most || time.GetUtcNow() - oldest.Kept > s_age)
        )
            _kept.Dequeue();
    }
}
