using Slipway.Values;

namespace Slipway.Kubernetes.Watching;

/// <summary>
/// What a watcher has seen so far, so that a relist reports only what it missed, deletions included.
/// </summary>
internal sealed class WatchedObjects
{
    private readonly Dictionary<(string? Namespace, string Name), KubeObject> _known = [];

    /// <summary>What a fresh list adds to what was reported.</summary>
    public IReadOnlyList<WatchEvent> Relisted(IReadOnlyList<KubeObject> items)
    {
        var present = items.Select(Key).ToHashSet();
        var gone = _known.Where(k => !present.Contains(k.Key)).Select(k => k.Value).ToList();
        return [.. gone.Select(Deleted).Concat(items.Select(Changed)).OfType<WatchEvent>()];
    }

    /// <summary>What a line of a watch adds to what was reported; null for nothing.</summary>
    public WatchEvent? Told(WatchLine line) =>
        line switch
        {
            { Object: null } => null,
            { Type: "DELETED" } => Deleted(line.Object),
            _ => Changed(line.Object),
        };

    private WatchEvent? Changed(KubeObject obj)
    {
        var old = _known.GetValueOrDefault(Key(obj));
        if (old is not null && Version(old) == Version(obj))
            return null;
        _known[Key(obj)] = obj;
        return new WatchEvent(old is null ? WatchEventType.Added : WatchEventType.Modified, obj);
    }

    private WatchEvent? Deleted(KubeObject obj) =>
        _known.Remove(Key(obj)) ? new WatchEvent(WatchEventType.Deleted, obj) : null;

    private static (string? Namespace, string Name) Key(KubeObject obj) => (obj.Namespace, obj.Name);

    private static string? Version(KubeObject obj) => obj.Text("metadata", "resourceVersion");
}
