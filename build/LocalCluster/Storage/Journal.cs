using System.Threading.Channels;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Storage;

/// <summary>
/// Keeps changes in a folder: a snapshot, and a log of what came after it. Changes that wait at the same time
/// share one flush to the disk; what was not flushed when the process died is as if it had never been.
/// </summary>
internal sealed class Journal : IJournal, IDisposable
{
    /// <summary>
    /// Versions that were visible but not durable before a crash must not be reused with other content.
    /// </summary>
    private const long VersionGap = 1000;

    private readonly Channel<JournalEntry> _entries = Channel.CreateUnbounded<JournalEntry>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    private readonly StateFolder _folder;
    private readonly Task _writing;
    private readonly long _rotateAt;
    private readonly List<Stored> _recovered;
    private readonly long _recoveredVersion;
    private long _logged;
    private Exception? _broken;

    /// <param name="directory">The folder; created if missing.</param>
    /// <param name="rotateAt">The size of the log in bytes at which a new snapshot is written.</param>
    /// <exception cref="ClusterStartException">The folder's content is damaged.</exception>
    public Journal(string directory, long rotateAt = 32 * 1024 * 1024)
    {
        _rotateAt = rotateAt;
        _folder = new StateFolder(directory);
        (_recovered, _recoveredVersion, _logged) = _folder.Load();
        _writing = Task.Run(WriteAllAsync);
    }

    public IReadOnlyList<Stored> Recover(out long version)
    {
        version = _recoveredVersion == 0 ? 0 : _recoveredVersion + VersionGap;
        return _recovered;
    }

    public Task AppendAsync(StoreChange change, Func<IEnumerable<Stored>> all)
    {
        var entry = new JournalEntry(change, null);
        _logged += change.Stored.Json.Length;
        if (!_entries.Writer.TryWrite(entry))
            return Task.FromException(new ObjectDisposedException(nameof(Journal)));
        if (_logged > _rotateAt)
        {
            _logged = 0;
            _entries.Writer.TryWrite(new JournalEntry(change, all()));
        }
        return entry.Done.Task;
    }

    /// <summary>Writes what is left and closes the files.</summary>
    public void Dispose()
    {
        _entries.Writer.TryComplete();
        _writing.Wait();
        _folder.Dispose();
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<JournalEntry>();
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (_entries.Reader.TryRead(out var entry))
                batch.Add(entry);
            Write(batch);
            batch.Clear();
        }
    }

    /// <summary>
    /// After a failed write, for whatever reason, the log's end is unknown, so nothing is accepted any more.
    /// </summary>
    private void Write(List<JournalEntry> batch)
    {
        try
        {
            if (_broken is null)
                Flush(batch);
        }
        catch (Exception e)
        {
            _broken = e;
        }
        foreach (var entry in batch)
        {
            if (_broken is null)
                entry.Done.TrySetResult();
            else
                entry.Done.TrySetException(
                    new IOException("The cluster's state cannot be written: " + _broken.Message, _broken)
                );
        }
    }

    private void Flush(List<JournalEntry> batch)
    {
        foreach (var entry in batch)
        {
            if (entry.Snapshot is null)
                _folder.Log(entry.Change);
            else
                _folder.Rotate(entry.Snapshot, entry.Change.Stored.Version);
        }
        _folder.Flush();
    }
}

/// <summary>
/// A change to keep, or the whole state after it, where <paramref name="Snapshot"/> is set.
/// </summary>
internal sealed record JournalEntry(StoreChange Change, IEnumerable<Stored>? Snapshot)
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
