using System.Text.Json;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>Says field by field what a change set would do. Pure.</summary>
/// <param name="changes">What would change.</param>
/// <param name="before">The objects that were there before, as their manifests say.</param>
/// <param name="pending">Images that do not exist yet.</param>
/// <param name="replaceImmutable">Whether somebody wants replacements with consequences.</param>
internal sealed class DiffDecision(
    ChangeSet changes,
    IReadOnlyList<KubeObject> before,
    PendingImages pending,
    bool replaceImmutable
)
{
    private readonly SecretMask _mask = SecretMask.Of([
        .. changes.Release,
        .. changes.Previews.Values.SelectMany(p => new[] { p.Live, p.Result }).OfType<KubeObject>(),
        .. before,
    ]);

    /// <summary>Each object that changes, in the order in which it would.</summary>
    public ReleaseDiff Decide(IReadOnlyList<string> remarks)
    {
        var successors = Successors();
        var replaced = successors.Values.Select(o => ObjectKey.Of(o)).ToHashSet();
        var applied = changes.Apply.Select(ObjectKey.Of).ToHashSet();
        var objects = new List<ObjectDiff>();
        foreach (var obj in ApplyWaves.Of(changes.Release).SelectMany(wave => wave.Objects))
        {
            var key = ObjectKey.Of(obj);
            if (applied.Contains(key))
                objects.Add(Applied(key, successors.GetValueOrDefault(key)));
            else if (changes.Previews.GetValueOrDefault(key)?.Kept is { } kept)
                objects.Add(new ObjectDiff(key, ObjectChange.Kept, []) { Notes = [kept] });
        }
        objects.AddRange(
            changes
                .Departures.Removed.Where(key => !replaced.Contains(key))
                .Select(key => new ObjectDiff(key, ObjectChange.Removed, []))
        );
        objects.AddRange(
            changes.Departures.NewlyKept.Select(kept => new ObjectDiff(kept.Key, ObjectChange.Kept, [])
            {
                Notes = [$"it is no longer in the manifests, but stays, because {kept.Reason}"],
            })
        );
        return new ReleaseDiff(objects, changes.Release.Count - applied.Count, remarks);
    }

    private ObjectDiff Applied(ObjectKey key, KubeObject? predecessor)
    {
        var preview = changes.Previews[key];
        if (preview.Live is null)
            return new ObjectDiff(
                key,
                ObjectChange.New,
                predecessor is null
                    ? []
                    : Compare(ObjectState.Content(predecessor), ObjectState.Content(preview.Desired), key)
            )
            {
                InPlaceOf = predecessor is null ? null : ObjectKey.Of(predecessor),
            };
        List<string> notes = preview.Kept is { } kept ? [kept] : [];
        if (!changes.Replace.TryGetValue(key, out var replacement))
            return new ObjectDiff(key, ObjectChange.Changed, Fields(key, preview)) { Notes = notes };
        notes.Add(replacement.Reason);
        if (replacement.OnRequest && !replaceImmutable)
            notes.Add("Deploy refuses this without --replace-immutable");
        return new ObjectDiff(key, ObjectChange.Replaced, Fields(key, preview)) { Notes = notes };
    }

    private IReadOnlyList<FieldChange> Fields(ObjectKey key, ObjectPreview preview)
    {
        // Without the API server's word, manifest is compared with manifest, which knows no defaults.
        var (one, other, coversOnly) = preview switch
        {
            { Result: { } result } => (
                preview.Live!,
                AllocatedFields.Without(result, preview.Live!, preview.Desired),
                false
            ),
            { Applied: { } applied } => (applied, preview.Desired, false),
            _ => (preview.Live!, preview.Desired, true),
        };
        var found = Compare(ObjectState.WithoutNotes(one), ObjectState.WithoutNotes(other), key, coversOnly);
        // Nothing else: then that is the change.
        return found.Count > 0 ? found : Compare(Whole(one), Whole(other), key, coversOnly);
    }

    private IReadOnlyList<FieldChange> Compare(
        JsonElement one,
        JsonElement other,
        ObjectKey key,
        bool coversOnly = false
    ) => new FieldComparison(key.GroupKind, _mask, pending, coversOnly).Compare(one, other);

    private static JsonElement Whole(KubeObject obj) =>
        JsonSerializer.SerializeToElement(ObjectState.Written(obj));

    /// <summary>By what is new, the generated object of the same name that it takes the place of.</summary>
    private Dictionary<ObjectKey, KubeObject> Successors()
    {
        var found = new Dictionary<ObjectKey, KubeObject>();
        var removed = changes.Departures.Removed.Select(key => key.Identity).ToHashSet();
        var left = before.Where(o => removed.Contains(ObjectKey.Of(o).Identity)).ToList();
        foreach (var obj in changes.Apply.Where(o => changes.Previews[ObjectKey.Of(o)].Live is null))
        {
            if (
                GeneratedName.Stem(obj.GroupKind, obj.Name) is { } stem
                && left.Find(o =>
                    o.GroupKind == obj.GroupKind
                    && o.Namespace == obj.Namespace
                    && GeneratedName.Stem(o.GroupKind, o.Name) == stem
                )
                    is { } predecessor
            )
            {
                left.Remove(predecessor);
                found[ObjectKey.Of(obj)] = predecessor;
            }
        }
        return found;
    }
}
