using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Finds the mistakes that can be found without a cluster, all of them at once.</summary>
public static partial class ManifestValidation
{
    /// <summary>The mistakes of rendered and pinned manifests.</summary>
    public static IReadOnlyList<ManifestError> Check(IReadOnlyList<KubeObject> objects) =>
        [.. CheckUnpinned(objects), .. objects.SelectMany(Images)];

    /// <summary>The mistakes that do not depend on the images; those need not be pinned.</summary>
    public static IReadOnlyList<ManifestError> CheckUnpinned(IReadOnlyList<KubeObject> objects) =>
        [
            .. Duplicates(objects),
            .. objects.SelectMany(Names),
            .. objects.SelectMany(Selector),
            .. objects.SelectMany(Containers),
            .. objects.SelectMany(HookJob.Check),
            .. ServiceValidation.Check(objects),
        ];

    private static IEnumerable<ManifestError> Duplicates(IReadOnlyList<KubeObject> objects) =>
        objects
            .GroupBy(o => (o.GroupKind, o.Namespace, o.Name))
            .Where(g => g.Count() > 1)
            .Select(g => new ManifestError(
                g.First().Display,
                $"it is defined {g.Count()} times; an object may be defined only once."
            ));

    private static IEnumerable<ManifestError> Names(KubeObject obj)
    {
        // Names of RBAC objects may be anything that fits into a path, for example 'system:reader'.
        var valid =
            obj.GroupKind.Group == "rbac.authorization.k8s.io"
                ? !obj.Name.Contains('/') && !obj.Name.Contains('%')
            : obj.GroupKind is ("", "Service" or "Namespace") ? Label().IsMatch(obj.Name)
            : Subdomain().IsMatch(obj.Name);
        if (!valid)
            yield return new ManifestError(
                obj.Display,
                $"the name '{obj.Name}' is invalid; use lower-case letters, digits and '-', "
                    + "starting and ending with a letter or digit."
            );
        foreach (var (key, value) in obj.Labels.Where(l => !LabelValue().IsMatch(l.Value)))
            yield return new ManifestError(
                obj.Display,
                $"the label {key} has the invalid value '{value}' "
                    + "(at most 63 letters, digits, '-', '_', '.')."
            );
    }

    private static IEnumerable<ManifestError> Selector(KubeObject obj)
    {
        if (obj.GroupKind is not ("apps", "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet"))
            yield break;
        if (obj.At("spec", "selector") is not { ValueKind: JsonValueKind.Object } selector)
            yield return new ManifestError(obj.Display, "it has no spec.selector.");
        else if (
            PodTemplates.Labels(obj) is { } labels
            && !LabelSelector.Of(JsonObject.Create(selector)).Matches(labels)
        )
            yield return new ManifestError(
                obj.Display,
                $"its selector {selector.GetRawText()} does not match the labels of its pods "
                    + $"({Words(labels)})."
            );
    }

    private static IEnumerable<ManifestError> Containers(KubeObject obj)
    {
        if (PodTemplates.PathOf(obj) is not { } path)
            yield break;
        if (
            obj.At([.. path, "spec", "containers"]) is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() == 0
        )
        {
            yield return new ManifestError(obj.Display, "its pods have no container.");
            yield break;
        }
        var names = ImageFields
            .In(obj.GroupKind, JsonObject.Create(obj.Json)!, [])
            .Where(field => field.Name == "image")
            .Select(field => $"{field.Holder["name"]}");
        foreach (var twice in names.GroupBy(name => name).Where(same => same.Count() > 1))
            yield return new ManifestError(
                obj.Display,
                $"there are {twice.Count()} containers named '{twice.Key}'."
            );
    }

    private static IEnumerable<ManifestError> Images(KubeObject obj) =>
        PodTemplates.PathOf(obj) is null
            ? []
            : ImageFields
                .In(obj.GroupKind, JsonObject.Create(obj.Json)!, [])
                .Where(field => !ImageReference.TryParse(field.Text, out _))
                .Select(field => new ManifestError(
                    obj.Display,
                    $"{field.Where}: the image '{field.Text}' was not replaced by a full reference."
                ));

    internal static string Words(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0
            ? "none"
            : string.Join(
                ", ",
                labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}")
            );

    [GeneratedRegex("^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Label();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();
}
