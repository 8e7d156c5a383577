using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for pods and for the pods in templates.</summary>
internal static class PodValidation
{
    private const long ShortestToken = 600;
    private const long LongestToken = 1L << 32;

    private const string OnlySomeFields =
        "pod updates may not change fields other than `spec.containers[*].image`,"
        + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to "
        + "existing "
        + "tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously "
        + "negative)";

    public static void CheckPod(JsonObject pod, JsonObject? before, FieldErrors mistakes)
    {
        if (pod.Object("spec") is not { } spec)
        {
            mistakes.Required("spec.containers");
            return;
        }
        CheckSpec("spec", spec, mistakes);
        if (before.Object("spec") is { } old && !JsonEquality.Same(Fixed(old, spec), Fixed(spec, spec)))
            mistakes.Add(FieldError.Forbidden("spec", OnlySomeFields));
    }

    /// <param name="path">Where the spec is in its object.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="mistakes">Takes what is wrong.</param>
    /// <param name="claims">Volumes that the pods get from elsewhere: a StatefulSet's claim
    /// templates.</param>
    public static void CheckSpec(
        string path,
        JsonObject spec,
        FieldErrors mistakes,
        params IEnumerable<string> claims
    )
    {
        var volumes = new HashSet<string>();
        foreach (var (i, volume) in spec.Items("volumes").Index())
            CheckVolume($"{path}.volumes[{i}]", volume, volumes, mistakes);
        volumes.UnionWith(claims);
        var names = new HashSet<string>();
        if (!spec.Items("containers").Any())
            mistakes.Required($"{path}.containers");
        foreach (var (i, container) in spec.Items("containers").Index())
        {
            ContainerValidation.Check($"{path}.containers[{i}]", container, volumes, names, mistakes);
            ContainerValidation.CheckRestart($"{path}.containers[{i}]", container, false, mistakes);
        }
        foreach (var (i, container) in spec.Items("initContainers").Index())
        {
            ContainerValidation.Check($"{path}.initContainers[{i}]", container, volumes, names, mistakes);
            ContainerValidation.CheckRestart($"{path}.initContainers[{i}]", container, true, mistakes);
        }
        mistakes.OneOf($"{path}.restartPolicy", spec.Text("restartPolicy"), "Always", "OnFailure", "Never");
        mistakes.OneOf(
            $"{path}.dnsPolicy",
            spec.Text("dnsPolicy"),
            "ClusterFirst",
            "ClusterFirstWithHostNet",
            "Default",
            "None"
        );
        mistakes.NotNegative($"{path}.terminationGracePeriodSeconds", spec["terminationGracePeriodSeconds"]);
        if (spec.Text("serviceAccountName") is { Length: > 0 } account)
            mistakes.Check($"{path}.serviceAccountName", account, Names.Subdomain(account));
        if (spec.Number("activeDeadlineSeconds") is < 1)
        {
            mistakes.Add(
                FieldError.Invalid(
                    $"{path}.activeDeadlineSeconds",
                    spec["activeDeadlineSeconds"],
                    "must be between 1 and 2147483647, inclusive"
                )
            );
        }
    }

    private static void CheckVolume(
        string path,
        JsonObject volume,
        HashSet<string> names,
        FieldErrors mistakes
    )
    {
        var name = volume.Text("name") ?? "";
        if (name.Length == 0)
            mistakes.Required($"{path}.name");
        else if (!names.Add(name))
            mistakes.Add(FieldError.Duplicate($"{path}.name", $"\"{name}\""));
        else
            mistakes.Check($"{path}.name", name, Names.Label(name));
        var sources = volume.Where(p => p.Key != "name" && p.Value is not null).Select(p => p.Key).ToList();
        foreach (var extra in sources.Skip(1))
            mistakes.Add(FieldError.Forbidden($"{path}.{extra}", "may not specify more than 1 volume type"));
        if (volume.Object("secret") is { } secret && secret.Text("secretName") is not { Length: > 0 })
            mistakes.Required($"{path}.secret.secretName");
        if (volume.Object("configMap") is { } map && map.Text("name") is not { Length: > 0 })
            mistakes.Required($"{path}.configMap.name");
        if (
            volume.Object("persistentVolumeClaim") is { } claim
            && claim.Text("claimName") is not { Length: > 0 }
        )
            mistakes.Required($"{path}.persistentVolumeClaim.claimName");
        foreach (var (i, source) in volume.Items("projected", "sources").Index())
            CheckToken($"{path}.projected.sources[{i}].serviceAccountToken", source, mistakes);
    }

    private static void CheckToken(string path, JsonObject source, FieldErrors mistakes)
    {
        if (source.Object("serviceAccountToken") is not { } token)
            return;
        var life = token["expirationSeconds"];
        if (life.Number() is < ShortestToken)
            mistakes.Add(
                FieldError.Invalid(
                    $"{path}.expirationSeconds",
                    life,
                    "may not specify a duration less than 10 minutes"
                )
            );
        else if (life.Number() is > LongestToken)
            mistakes.Add(
                FieldError.Invalid(
                    $"{path}.expirationSeconds",
                    life,
                    "may not specify a duration larger than 2^32 seconds"
                )
            );
        if (token.Text("path") is not { Length: > 0 })
            mistakes.Required($"{path}.path");
    }

    /// <summary>
    /// The part of a pod's spec that cannot change; what may change is taken from the new one.
    /// </summary>
    private static JsonObject Fixed(JsonObject spec, JsonObject next)
    {
        var result = spec.DeepClone().AsObject();
        foreach (var list in new[] { "containers", "initContainers" })
        {
            foreach (var container in result.Items(list))
                container.Remove("image");
        }
        foreach (
            var field in new[]
            {
                "activeDeadlineSeconds",
                "tolerations",
                "terminationGracePeriodSeconds",
                "schedulingGates",
            }
        )
            result.Remove(field);
        if (spec.Text("nodeName") is not { Length: > 0 } && next["nodeName"] is { } node)
            result["nodeName"] = node.DeepClone();
        return result;
    }
}
