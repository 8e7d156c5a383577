using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>Brings the cluster closer to what objects of one kind ask for, one object at a time.</summary>
internal interface IController
{
    /// <summary>What it is called in the log.</summary>
    string Name { get; }

    /// <summary>The kinds that it watches.</summary>
    IReadOnlyCollection<ResourceKind> Watches { get; }

    /// <summary>The objects to reconcile after a change.</summary>
    IEnumerable<ObjectName> Affected(Change change);

    /// <summary>
    /// Reconciles one object, which may be deleted. Never called concurrently for the
    /// same key.
    /// </summary>
    /// <returns>When to reconcile again even without a change; null for never.</returns>
    TimeSpan? Reconcile(ObjectName key);
}
