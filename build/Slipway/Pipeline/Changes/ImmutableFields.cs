using System.Text.RegularExpressions;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Tells from an API server's refusal which fields cannot be changed while the object exists. Pure.
/// </summary>
internal static partial class ImmutableFields
{
    // These may change in a StatefulSet, by Kubernetes 1.34; older versions allow fewer, and refuse them alike.
    private static readonly HashSet<string> s_statefulSetMayChange =
    [
        "spec.replicas",
        "spec.ordinals",
        "spec.template",
        "spec.updateStrategy",
        "spec.revisionHistoryLimit",
        "spec.persistentVolumeClaimRetentionPolicy",
        "spec.minReadySeconds",
    ];

    /// <summary>The fields; none where the refusal has another reason as well.</summary>
    /// <param name="refusal">The API server's answer to a dry run.</param>
    /// <param name="desired">The object as it shall be.</param>
    /// <param name="live">The object as it is.</param>
    public static IReadOnlyList<FieldDifference> Named(
        ApiException refusal,
        KubeObject desired,
        KubeObject live
    )
    {
        // The volume expansion is decided by admission, which names no field.
        if (desired.GroupKind is ("", "PersistentVolumeClaim") && Expansion().IsMatch(refusal.Status.Message))
            return FieldDifference.Between(live, desired, "spec.resources");
        var causes = refusal.Status.Causes;
        if (refusal is not InvalidObjectException || causes.Count == 0 || !causes.All(IsFixed))
            return [];
        return
        [
            .. causes
                .Select(c => c.Field)
                .Distinct()
                .SelectMany(field => Below(field, desired, live))
                .DistinctBy(d => d.Field),
        ];
    }

    /// <summary>
    /// The fields that a release no longer sets, and that the API server keeps without a word: a Service that was
    /// made headless stays so when <c>clusterIP: None</c> leaves the manifest.
    /// </summary>
    public static IReadOnlyList<FieldDifference> Dropped(KubeObject desired, KubeObject live) =>
        desired.GroupKind is ("", "Service")
        && desired.At("spec", "clusterIP") is null
        && desired.At("spec", "clusterIPs") is null
        && desired.Text("spec", "type") is null or "ClusterIP"
        && live.Text("spec", "clusterIP") == "None"
        && AppliedFields.IsSetBySlipway(live, "clusterIP")
            ? [new FieldDifference("spec.clusterIP", "None", "an address")]
            : [];

    // "spec" alone helps nobody: which of its fields is it?
    private static IEnumerable<FieldDifference> Below(string field, KubeObject desired, KubeObject live)
    {
        if (field != "spec")
            return [new FieldDifference(field, null, null)];
        var found = FieldDifference
            .Between(live, desired, "spec")
            .Where(d =>
                desired.GroupKind is not ("apps", "StatefulSet")
                || !s_statefulSetMayChange.Contains(Second(d.Field))
            )
            .ToList();
        return found.Count == 0 ? [new FieldDifference(field, null, null)] : found;
    }

    private static string Second(string path) => FirstTwo().Match(path).Value;

    private static bool IsFixed(ApiCause cause) => Words().IsMatch(cause.Message);

    // What Kubernetes says, by kind: most kinds, StatefulSets, bindings, Services, classes, claims that shrink,
    // definitions that lose a version in which objects are stored, pods; the last is what custom kinds say.
    [GeneratedRegex(
        "immutable|updates to statefulset spec|cannot change roleRef|may not change once set"
            + "|may not be changed in an update|updates to [A-Za-z]+ are forbidden|field can not be less than"
            + "|(must appear in|missing from) spec.versions|pod updates may not change|cannot be changed|may not be changed",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Words();

    [GeneratedRegex("only dynamically provisioned pvc can be resized|storageclass .* must support resize")]
    private static partial Regex Expansion();

    [GeneratedRegex(@"^[^.\[]+\.[^.\[]+")]
    private static partial Regex FirstTwo();
}
