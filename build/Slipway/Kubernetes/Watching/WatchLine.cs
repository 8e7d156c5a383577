using System.Text.Json;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Kubernetes.Watching;

/// <summary>One line of a watch's answer (kind WatchEvent of meta/v1).</summary>
/// <param name="Type">ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.</param>
/// <param name="Object">The object; null with BOOKMARK and ERROR.</param>
/// <param name="ResourceVersion">The moment that the line stands for; null with ERROR.</param>
/// <param name="Error">What went wrong; null but with ERROR.</param>
internal sealed record WatchLine(string Type, KubeObject? Object, string? ResourceVersion, ApiStatus? Error)
{
    public static WatchLine Parse(string line, ResourceKind kind)
    {
        using var document = JsonDocument.Parse(line);
        var type = document.RootElement.GetProperty("type").GetString()!;
        var obj = document.RootElement.GetProperty("object");
        if (type == "ERROR")
            return new WatchLine(type, null, null, ApiStatus.Of(obj, 500));
        var version = obj.GetProperty("metadata").GetProperty("resourceVersion").GetString();
        return new WatchLine(type, type == "BOOKMARK" ? null : kind.ItemOf(obj), version, null);
    }
}
