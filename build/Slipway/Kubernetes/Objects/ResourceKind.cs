using System.Buffers;
using System.Text.Json;
using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>A kind as an API server serves it.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">For example <c>v1</c>.</param>
/// <param name="Kind">For example <c>Deployment</c>.</param>
/// <param name="Plural">The name in URLs, for example <c>deployments</c>.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
/// <param name="Verbs">What can be done with it, for example <c>list</c>, <c>watch</c>, <c>patch</c>.</param>
public sealed record ResourceKind(
    string Group,
    string Version,
    string Kind,
    string Plural,
    bool Namespaced,
    IReadOnlyList<string> Verbs
)
{
    /// <summary>Group and version as objects carry them: <c>apps/v1</c>, <c>v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The path in the API's URLs.</summary>
    /// <param name="ns">The namespace; null for all of them, or for kinds outside namespaces.</param>
    /// <param name="name">The object; null for all objects of the kind.</param>
    /// <param name="subresource">For example <c>scale</c>.</param>
    internal string Path(string? ns, string? name = null, string? subresource = null)
    {
        var root = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        return root
            + (Namespaced && ns is not null ? $"/namespaces/{Uri.EscapeDataString(ns)}" : "")
            + $"/{Plural}"
            + (name is null ? "" : $"/{Uri.EscapeDataString(name)}")
            + (subresource is null ? "" : $"/{subresource}");
    }

    /// <summary>For errors: <c>deployments in namespace shop</c>.</summary>
    internal string In(string? ns) => ns is null ? Plural : $"{Plural} in namespace {ns}";

    /// <summary>An item of a list or a watch of this kind. Lists leave out what all items have in common.</summary>
    internal KubeObject ItemOf(JsonElement item)
    {
        if (
            item.TryField("apiVersion", out _)
            && item.TryField("kind", out var own)
            && own.Text() is not "PartialObjectMetadata"
        )
            return KubeObject.From(item);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", ApiVersion);
            writer.WriteString("kind", Kind);
            foreach (var property in item.Members().Where(p => p.Name is not ("apiVersion" or "kind")))
                property.WriteTo(writer);
            writer.WriteEndObject();
        }
        using var document = UntrustedJson.Open(buffer.WrittenMemory, "an object");
        return KubeObject.From(document.RootElement);
    }
}
