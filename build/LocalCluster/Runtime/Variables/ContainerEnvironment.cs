using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Variables;

/// <summary>
/// A container that cannot be configured: a ConfigMap, Secret or key that it names is missing.
/// </summary>
internal sealed class ContainerConfigurationException(string message) : Exception(message);

/// <summary>
/// The environment of a container: Services, envFrom, then env, each seeing what came before. Pure.
/// </summary>
internal sealed class ContainerEnvironment(
    JsonObject pod,
    JsonObject container,
    Func<string, JsonObject?> configMap,
    Func<string, JsonObject?> secret
)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <exception cref="ContainerConfigurationException">A source or key that is not optional does not
    /// exist.</exception>
    public IReadOnlyDictionary<string, string> Build(IReadOnlyDictionary<string, string> services)
    {
        foreach (var (name, value) in services)
            _variables[name] = value;
        foreach (var source in container.Items("envFrom"))
            AddAll(source);
        foreach (var variable in container.Items("env"))
            Add(variable);
        return _variables;
    }

    private void AddAll(JsonObject source)
    {
        var prefix = source.Text("prefix") ?? "";
        foreach (
            var (name, value) in Content(source.At("configMapRef"), "configmap", configMap)
                ?? Content(source.At("secretRef"), "secret", secret)
                ?? new Dictionary<string, string>()
        )
            _variables[prefix + name] = value;
    }

    private void Add(JsonObject variable)
    {
        var name = variable.Text("name") ?? "";
        if (variable.At("valueFrom") is not JsonObject from)
            _variables[name] = EnvExpansion.Expand(variable.Text("value") ?? "", _variables);
        else if (Value(from) is { } value)
            _variables[name] = value;
    }

    private string? Value(JsonObject from)
    {
        if (from.At("configMapKeyRef") is { } configKey)
            return Key(configKey, "configmap", "ConfigMap", configMap);
        if (from.At("secretKeyRef") is { } secretKey)
            return Key(secretKey, "secret", "Secret", secret);
        if (from.Text("fieldRef", "fieldPath") is { } path)
            return FieldReference.Resolve(pod, path)
                ?? throw new ContainerConfigurationException($"unsupported fieldPath: {path}");
        return from.At("resourceFieldRef") is JsonObject reference ? Resource(reference) : null;
    }

    private string? Key(JsonNode reference, string kind, string title, Func<string, JsonObject?> find)
    {
        var content = Content(reference, kind, find);
        var key = reference.Text("key") ?? "";
        if (content is not null && content.TryGetValue(key, out var value))
            return value;
        return content is null || reference.Flag("optional")
            ? null
            : throw new ContainerConfigurationException(
                $"couldn't find key {key} in {title} {pod.NamespaceName()}/{reference.Text("name")}"
            );
    }

    private static IReadOnlyDictionary<string, string>? Content(
        JsonNode? reference,
        string kind,
        Func<string, JsonObject?> find
    )
    {
        if (reference is null)
            return null;
        var name = reference.Text("name") ?? "";
        if (find(name) is { } obj)
            return kind == "secret" ? Decoded(obj.Map("data")) : obj.Map("data");
        return reference.Flag("optional")
            ? null
            : throw new ContainerConfigurationException($"{kind} \"{name}\" not found");
    }

    private static Dictionary<string, string> Decoded(IReadOnlyDictionary<string, string> data) =>
        data.ToDictionary(p => p.Key, p => Encoding.UTF8.GetString(Convert.FromBase64String(p.Value)));

    private string Resource(JsonObject reference)
    {
        var of = reference.Text("containerName") is { Length: > 0 } name
            ? pod.Items("spec", "containers").FirstOrDefault(c => c.Text("name") == name) ?? container
            : container;
        return ResourceReference.Resolve(of, reference)
            ?? throw new ContainerConfigurationException(
                $"unsupported container resource: {reference.Text("resource")}"
            );
    }
}
