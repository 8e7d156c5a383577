using Slipway.Values;

namespace Slipway.Kubernetes.Watching;

/// <summary>What a watch reports.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object as it is now, or as it was last; null with
/// <see cref="WatchEventType.Synced"/>.</param>
public sealed record WatchEvent(WatchEventType Type, KubeObject? Object);

/// <summary>What happened to an object.</summary>
public enum WatchEventType
{
    /// <summary>It is new to the watcher.</summary>
    Added,

    /// <summary>It changed.</summary>
    Modified,

    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>Everything that existed at the start has been reported; what follows is new.</summary>
    Synced,
}
