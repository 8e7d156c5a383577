using System.Text.Json.Nodes;
using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Runtime.Files;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// In-cluster configuration for a pod's programs: clients look for the token at an absolute path, which on
/// the host is not theirs, but all of them read the file that <c>KUBECONFIG</c> names.
/// </summary>
internal static class InClusterConfig
{
    private const string Name = "in-cluster";

    /// <summary>
    /// Writes a kubeconfig that points to the token and the certificate below the container's root. The token
    /// itself is not in it, so it stays right when the token changes.
    /// </summary>
    /// <returns>Its path; null if the container has no token.</returns>
    public static string? Write(
        JsonObject pod,
        JsonObject container,
        IReadOnlyDictionary<string, string> environment,
        string folder
    )
    {
        if (
            container.Items("volumeMounts").All(m => m.Text("mountPath") != AccountAdmission.MountPath)
            || !environment.TryGetValue("KUBERNETES_SERVICE_HOST", out var host)
            || !environment.TryGetValue("KUBERNETES_SERVICE_PORT", out var port)
        )
            return null;
        var mount = RootedPath.Resolve(Path.Combine(folder, "root"), AccountAdmission.MountPath);
        var cluster = new JsonObject
        {
            ["server"] = $"https://{host}:{port}",
            ["certificate-authority"] = $"{mount}/ca.crt",
        };
        var user = new JsonObject { ["tokenFile"] = $"{mount}/token" };
        var context = new JsonObject
        {
            ["cluster"] = Name,
            ["user"] = Name,
            ["namespace"] = pod.NamespaceName(),
        };
        var path = Path.Combine(folder, "kubeconfig");
        File.WriteAllText(
            path,
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Config",
                ["clusters"] = Named("cluster", cluster),
                ["users"] = Named("user", user),
                ["contexts"] = Named("context", context),
                ["current-context"] = Name,
            }.ToJsonString()
        );
        return path;
    }

    private static JsonArray Named(string field, JsonObject value) =>
        [new JsonObject { ["name"] = Name, [field] = value }];
}
