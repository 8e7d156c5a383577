using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Planning;

/// <summary>
/// What was decided that a release does, to be approved before it is done. It holds digests instead of objects, so
/// it can be shown to anybody; what it stands for is rendered again from its commit.
/// </summary>
/// <param name="Target">Where it is to be done.</param>
/// <param name="Revision">The revision that the release becomes.</param>
/// <param name="Version">The version that it deploys.</param>
/// <param name="Commit">Its commit; null where it was made from none.</param>
/// <param name="Salt">Makes the digests of two plans differ.</param>
/// <param name="Objects">What becomes of each object.</param>
public sealed record ReleasePlan(
    PlanTarget Target,
    int Revision,
    string Version,
    string? Commit,
    string Salt,
    IReadOnlyList<PlannedObject> Objects
);

/// <summary>Where a plan is to be done.</summary>
/// <param name="App">The application.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Namespace">The application's namespace there.</param>
public sealed record PlanTarget(string App, string Environment, string Namespace)
{
    /// <summary>Where a context delivers to.</summary>
    public static PlanTarget Of(DeliveryContext context) =>
        new(context.App, context.Environment.Name, context.Namespace);

    /// <summary>For people: <c>shop in staging (namespace movies)</c>.</summary>
    public override string ToString() => $"{App} in {Environment} (namespace {Namespace})";
}

/// <summary>What becomes of one object.</summary>
/// <param name="Key">The object.</param>
/// <param name="Change">What becomes of it.</param>
/// <param name="Manifest">The digest of its manifest; null where it has none, since it is removed.</param>
/// <param name="Live">What it is now; null where it is new, and where nothing is done with it.</param>
public sealed record PlannedObject(ObjectKey Key, PlannedChange Change, Digest? Manifest, LiveState? Live);

/// <summary>An object as it was found.</summary>
/// <param name="Uid">Tells it from another one of the same name.</param>
/// <param name="Content">The digest of what people and programs wrote in it.</param>
public sealed record LiveState(string Uid, Digest Content);

/// <summary>What becomes of an object, in the words of a plan.</summary>
public enum PlannedChange
{
    /// <summary>It is as it shall be.</summary>
    Unchanged,

    /// <summary>It is created.</summary>
    New,

    /// <summary>It is applied.</summary>
    Changed,

    /// <summary>It is deleted and created again.</summary>
    Replaced,

    /// <summary>It is deleted.</summary>
    Removed,
}

/// <summary>The words of a plan: <c>new</c>, <c>changed</c>.</summary>
public static class PlannedChangeNames
{
    /// <summary>The word of a change.</summary>
    public static string Word(this PlannedChange change) => $"{change}".ToLowerInvariant();
}
