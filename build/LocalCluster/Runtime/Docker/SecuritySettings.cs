using System.Globalization;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using LocalCluster.Objects;
using LocalCluster.Runtime.Variables;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Docker;

/// <summary>
/// What securityContext says (core/v1 SecurityContext, PodSecurityContext), in the words of the engine. What
/// a container says goes before what its pod says. Pure.
/// </summary>
internal static class SecuritySettings
{
    /// <summary>The user and group; null for the image's.</summary>
    /// <exception cref="ContainerConfigurationException">It would be root, and may not be.</exception>
    public static string? User(JsonObject pod, JsonObject container, string? imageUser)
    {
        var user = Number(pod, container, "runAsUser");
        if (Value(pod, container, "runAsNonRoot")?.GetValueKind() == System.Text.Json.JsonValueKind.True)
            DemandNoRoot(pod, container, user, imageUser ?? "");
        var group = Number(pod, container, "runAsGroup");
        if (user is null && group is null)
            return null;
        var name = user?.ToString(CultureInfo.InvariantCulture) ?? Name(imageUser ?? "");
        return group is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{group}");
    }

    /// <summary>Rights, groups and the read-only root.</summary>
    public static void Apply(JsonObject pod, JsonObject container, HostConfig host)
    {
        host.Privileged = container.Flag("securityContext", "privileged");
        host.ReadonlyRootfs = container.Flag("securityContext", "readOnlyRootFilesystem");
        host.CapAdd = [.. container.Strings("securityContext", "capabilities", "add")];
        host.CapDrop = [.. container.Strings("securityContext", "capabilities", "drop")];
        if (
            container.At("securityContext", "allowPrivilegeEscalation") is not null
            && !container.Flag("securityContext", "allowPrivilegeEscalation")
        )
            host.SecurityOpt = ["no-new-privileges"];
        var groups = (pod.At("spec", "securityContext", "supplementalGroups") as JsonArray ?? [])
            .Append(pod.At("spec", "securityContext", "fsGroup"))
            .OfType<JsonNode>();
        host.GroupAdd = [.. groups.Select(group => group.ToString())];
    }

    private static void DemandNoRoot(JsonObject pod, JsonObject container, long? user, string imageUser)
    {
        var which =
            $"(pod: \"{pod.Name()}_{pod.NamespaceName()}({pod.Uid()})\", "
            + $"container: {container.Text("name")})";
        if (user == 0)
            throw new ContainerConfigurationException(
                $"container's runAsUser breaks non-root policy {which}"
            );
        if (user is not null)
            return;
        var name = Name(imageUser);
        if (name is "" or "0" or "root")
            throw new ContainerConfigurationException(
                $"container has runAsNonRoot and image will run as root {which}"
            );
        if (!long.TryParse(name, CultureInfo.InvariantCulture, out _))
        {
            throw new ContainerConfigurationException(
                $"container has runAsNonRoot and image has non-numeric user ({name}), "
                    + $"cannot verify user is non-root {which}"
            );
        }
    }

    private static string Name(string imageUser) => imageUser.Split(':')[0];

    private static long? Number(JsonObject pod, JsonObject container, string field) =>
        container.Number("securityContext", field) ?? pod.Number("spec", "securityContext", field);

    private static JsonNode? Value(JsonObject pod, JsonObject container, string field) =>
        container.At("securityContext", field) ?? pod.At("spec", "securityContext", field);
}
