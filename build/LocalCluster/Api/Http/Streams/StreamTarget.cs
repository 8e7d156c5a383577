using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http.Streams;

/// <summary>Which container of a pod is meant, with the API server's refusals. Pure.</summary>
internal static class StreamTarget
{
    /// <exception cref="ApiException">400: there is no such container, or no way to choose.</exception>
    public static string Container(JsonObject pod, string wanted)
    {
        var containers = Names(pod, "containers");
        var init = Names(pod, "initContainers");
        var name =
            wanted.Length > 0 ? wanted
            : containers is [var only] ? only
            : throw Refusals.BadRequest(
                $"a container name must be specified for pod {pod.Name()}, choose one of: "
                    + $"[{string.Join(' ', containers)}]"
                    + (init.Count > 0 ? $" or one of the init containers: [{string.Join(' ', init)}]" : "")
            );
        return containers.Contains(name) || init.Contains(name)
            ? name
            : throw Refusals.BadRequest($"container {name} is not valid for pod {pod.Name()}");
    }

    /// <exception cref="ApiException">400: the pod is on no node yet.</exception>
    public static void CheckHost(JsonObject pod)
    {
        if (string.IsNullOrEmpty(pod.Text("spec", "nodeName")))
            throw Refusals.BadRequest($"pod {pod.Name()} does not have a host assigned");
    }

    /// <exception cref="ApiException">501: no pods run.</exception>
    public static IContainerStreams Runtime(IContainerStreams? streams) =>
        streams
        ?? throw new ApiException(
            501,
            "NotImplemented",
            "this cluster runs no pods, so there is nothing to connect to",
            []
        );

    private static List<string> Names(JsonObject pod, string field) =>
        [.. pod.Items("spec", field).Select(container => container.Text("name") ?? "")];
}
