using System.Collections.Concurrent;

namespace Slipway.Releases;

/// <summary>
/// Remembers, for one run, the records that were read: a Secret with the same uid and resourceVersion has the same content
/// (Kubernetes API conventions, "Concurrency Control and Consistency"), so it need not be fetched and parsed again.
/// </summary>
public sealed class RecordCache
{
    private readonly ConcurrentDictionary<(string Uid, string Version), RecordedRelease> _read = new();

    /// <summary>The release in a record; null where that state of it was not read yet.</summary>
    internal RecordedRelease? Find(RecordHead head) => _read.GetValueOrDefault((head.Uid, head.Version));

    /// <summary>Keeps what was read of a record.</summary>
    internal void Keep(RecordHead head, RecordedRelease release)
    {
        if (head.Uid.Length > 0 && head.Version.Length > 0)
            _read[(head.Uid, head.Version)] = release;
    }
}
