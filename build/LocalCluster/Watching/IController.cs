using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>Brings the cluster closer to what objects of one kind ask for, one object at a time.</summary>
internal interface IController
{
    /// <summary>What it is called in the log.</summary>
    string Name { get; }

    /// <summary>The kinds whose changes it must hear of.</summary>
    IReadOnlyCollection<ResourceKind> Watches { get; }

    /// <summary>The objects to look at again after a change.</summary>
    IEnumerable<ObjectName> Affected(Change change);

    /// <summary>
    /// Looks at one object, which may be gone, and writes what is needed. Never called twice at once for the
    /// same key.
    /// </summary>
    /// <returns>When to look again without any change; null when that is not needed.</returns>
    TimeSpan? Reconcile(ObjectName key);
}
