using System.Text;
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
    /// <exception cref="FormatException">It is not JSON, or not such a line.</exception>
    public static WatchLine Parse(string line, ResourceKind kind)
    {
        using var document = UntrustedJson.Open(Encoding.UTF8.GetBytes(line), "a line of the watch");
        var type = document.RootElement.RequiredText("type");
        var obj = document.RootElement.Field("object");
        if (type == "ERROR")
            return new WatchLine(type, null, null, ApiStatus.Of(obj, 500));
        var version = obj.Field("metadata").Text("resourceVersion");
        return new WatchLine(type, type == "BOOKMARK" ? null : kind.ItemOf(obj), version, null);
    }
}
