using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Jobs that must succeed before a workload of the release changes, for example a database migration. They carry
/// the label <c>slipway.dev/hook: migration</c>.
/// </summary>
public static class HookJob
{
    /// <summary>The label.</summary>
    public const string Label = "slipway.dev/hook";

    /// <summary>Its value.</summary>
    public const string Migration = "migration";

    /// <summary>Whether an object is such a Job.</summary>
    public static bool Is(KubeObject obj) =>
        obj.GroupKind is ("batch", "Job") && obj.Labels.GetValueOrDefault(Label) == Migration;

    /// <summary>The label where it means nothing, which would let a migration run beside the new pods.</summary>
    internal static IEnumerable<ManifestError> Check(KubeObject obj)
    {
        if (obj.Labels.GetValueOrDefault(Label) is not { } value)
            yield break;
        if (obj.GroupKind is not ("batch", "Job"))
            yield return new ManifestError(obj.Display, $"the label {Label} is for Jobs only.");
        else if (value != Migration)
            yield return new ManifestError(
                obj.Display,
                $"the label {Label} has the unknown value '{value}'; '{Migration}' runs the Job before the workloads."
            );
    }
}
