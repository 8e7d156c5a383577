using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>What applying a release to a cluster would change.</summary>
/// <param name="Release">All objects of the release.</param>
/// <param name="Apply">Those that are new or different.</param>
/// <param name="Replace">Of those, the ones that have to be deleted first, since what changed cannot be
/// changed, and how.</param>
/// <param name="Prune">Objects of the release before that this one no longer has.</param>
public sealed record ChangeSet(
    IReadOnlyList<KubeObject> Release,
    IReadOnlyList<KubeObject> Apply,
    IReadOnlyDictionary<ObjectKey, Replacement> Replace,
    IReadOnlyList<ObjectKey> Prune
)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Apply.Count == 0 && Prune.Count == 0 && Departures.IsEmpty;

    /// <summary>What becomes of the objects that the release no longer has.</summary>
    public Departures Departures { get; init; } = Departures.None;

    /// <summary>
    /// Those that are applied by force, since nothing but a count of pods is in the way, and that is to change.
    /// </summary>
    public IReadOnlySet<ObjectKey> TakeOver { get; init; } = new HashSet<ObjectKey>();

    /// <summary>What would become of each object of the release; none where nobody looked.</summary>
    public IReadOnlyDictionary<ObjectKey, ObjectPreview> Previews { get; init; } =
        new Dictionary<ObjectKey, ObjectPreview>();

    /// <summary>The size of the change, for people.</summary>
    public string Summary =>
        $"{Apply.Count} of {Release.Count} objects change"
        + (Prune.Count > 0 ? $", {Prune.Count} to remove" : "");

    /// <summary>The same for those who read about it afterwards.</summary>
    public ReleasedChanges Released =>
        new(Summary, [.. Apply.Select(ObjectKey.Of)], Replace.Keys.ToHashSet(), Prune);

    /// <summary>A change set that applies all of these objects and nothing else.</summary>
    public static ChangeSet Of(IReadOnlyList<KubeObject> objects) =>
        new(objects, objects, new Dictionary<ObjectKey, Replacement>(), []);

    /// <summary>
    /// The same without Jobs: going back must not run again what once was run on the way forward.
    /// </summary>
    public ChangeSet WithoutJobs() => this with { Release = Others(Release), Apply = Others(Apply) };

    /// <summary>
    /// Whether an object certainly needs no write: it is what was applied before, and the live one still has
    /// all of it. False where only the API server can tell, for example because it spells a quantity
    /// differently.
    /// </summary>
    /// <param name="desired">The object as it shall be.</param>
    /// <param name="applied">The same object in the release before; null when it was not in it.</param>
    /// <param name="live">The object as it is; null when there is none.</param>
    public static bool IsUnchanged(KubeObject desired, KubeObject? applied, KubeObject? live) =>
        applied is not null
        && JsonElement.DeepEquals(desired.Json, applied.Json)
        && (live is null ? IsJobThatVanishes(desired) : JsonSubset.Covers(live.Json, desired.Json));

    /// <summary>Whether a dry run of the apply left the object as it is.</summary>
    public static bool IsSame(KubeObject dryRun, KubeObject live) =>
        JsonNode.DeepEquals(WithoutBookkeeping(dryRun), WithoutBookkeeping(live));

    // It ran, and was deleted as its TTL says.
    private static bool IsJobThatVanishes(KubeObject obj) =>
        obj.GroupKind is ("batch", "Job") && obj.Number("spec", "ttlSecondsAfterFinished") is not null;

    private static IReadOnlyList<KubeObject> Others(IReadOnlyList<KubeObject> objects) =>
        [.. objects.Where(o => o.GroupKind is not ("batch", "Job"))];

    private static JsonNode WithoutBookkeeping(KubeObject obj)
    {
        var copy = JsonObject.Create(obj.Json)!;
        if (copy["metadata"] is JsonObject metadata)
        {
            foreach (var field in new[] { "managedFields", "resourceVersion", "generation" })
                metadata.Remove(field);
        }
        copy.Remove("status");
        return copy;
    }
}
