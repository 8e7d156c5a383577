using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Variables;

/// <summary>Values of a pod's own fields for env and downward API volumes (<c>fieldRef</c>). Pure.</summary>
internal static class FieldReference
{
    /// <summary>The value; null for a path that the downward API does not offer.</summary>
    public static string? Resolve(JsonObject pod, string path)
    {
        if (Subscript(path) is { } key)
        {
            return path.StartsWith("metadata.labels[", StringComparison.Ordinal) ? pod.Label(key) ?? ""
                : path.StartsWith("metadata.annotations[", StringComparison.Ordinal)
                    ? pod.Annotation(key) ?? ""
                : null;
        }
        return path switch
        {
            "metadata.name" => pod.Name(),
            "metadata.namespace" => pod.NamespaceName(),
            "metadata.uid" => pod.Uid(),
            "metadata.labels" => Lines(pod.Labels()),
            "metadata.annotations" => Lines(pod.Map("metadata", "annotations")),
            "spec.nodeName" => pod.Text("spec", "nodeName") ?? "",
            "spec.serviceAccountName" => pod.Text("spec", "serviceAccountName") ?? "",
            "status.hostIP" => pod.Text("status", "hostIP") ?? "",
            "status.hostIPs" => pod.Text("status", "hostIP") ?? "",
            "status.podIP" => pod.Text("status", "podIP") ?? "",
            "status.podIPs" => string.Join(',', pod.Items("status", "podIPs").Select(ip => ip.Text("ip"))),
            _ => null,
        };
    }

    private static string? Subscript(string path)
    {
        var open = path.IndexOf("['", StringComparison.Ordinal);
        return open > 0 && path.EndsWith("']", StringComparison.Ordinal) ? path[(open + 2)..^2] : null;
    }

    private static string Lines(IReadOnlyDictionary<string, string> map) =>
        string.Join(
            '\n',
            map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}=\"{Escape(p.Value)}\"")
        );

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
