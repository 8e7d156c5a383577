using Slipway.Reporting;

namespace Slipway.Kubernetes.Objects;

/// <summary>An object was applied.</summary>
/// <param name="Key">The object.</param>
/// <param name="Created">Whether it is new.</param>
public sealed record ObjectApplied(ObjectKey Key, bool Created)
    : Notice(Severity.Detail, $"{Key.Display} {(Created ? "created" : "changed")}");

/// <summary>An object was deleted.</summary>
/// <param name="Key">The object.</param>
public sealed record ObjectRemoved(ObjectKey Key) : Notice(Severity.Detail, $"{Key.Display} removed");
