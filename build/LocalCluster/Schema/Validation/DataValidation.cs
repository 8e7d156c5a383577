using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for ConfigMaps and Secrets.</summary>
internal static class DataValidation
{
    private const int MostBytes = 1024 * 1024;

    private static readonly Dictionary<string, string[]> s_keysByType = new()
    {
        ["kubernetes.io/tls"] = ["tls.crt", "tls.key"],
        ["kubernetes.io/dockerconfigjson"] = [".dockerconfigjson"],
        ["kubernetes.io/dockercfg"] = [".dockercfg"],
        ["kubernetes.io/ssh-auth"] = ["ssh-privatekey"],
    };

    public static void Check(string kind, JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        var (data, binary) = (obj.Map("data"), obj.Map("binaryData"));
        foreach (var key in data.Keys)
            mistakes.Check($"data[{key}]", key, Names.ConfigKey(key));
        foreach (var key in binary.Keys)
        {
            mistakes.Check($"binaryData[{key}]", key, Names.ConfigKey(key));
            if (data.ContainsKey(key))
                mistakes.Check($"data[{key}]", key, "duplicate of key present in binaryData");
        }
        var encoded = binary
            .Values.Concat(kind == "Secret" ? data.Values : [])
            .Sum(v => (long)v.Length * 3 / 4);
        var plain =
            kind == "Secret" ? 0 : data.Values.Sum(v => (long)System.Text.Encoding.UTF8.GetByteCount(v));
        if (encoded + plain > MostBytes)
            mistakes.Add(FieldError.TooLong(kind == "Secret" ? "data" : "[]", MostBytes));
        foreach (
            var key in s_keysByType.GetValueOrDefault(kind == "Secret" ? obj.Text("type") ?? "" : "", [])
        )
        {
            if (!data.ContainsKey(key))
                mistakes.Required($"data[{key}]");
        }
        if (before is not null)
            CheckChange(kind, obj, before, mistakes);
    }

    private static void CheckChange(string kind, JsonObject obj, JsonObject before, FieldErrors mistakes)
    {
        if (kind == "Secret")
            mistakes.Immutable("type", before["type"], obj["type"]);
        if (!before.Flag("immutable"))
            return;
        if (!obj.Flag("immutable"))
            mistakes.Add(FieldError.Forbidden("immutable", "field is immutable when `immutable` is set"));
        foreach (var field in new[] { "data", "binaryData" })
        {
            if (!JsonEquality.Same(before[field], obj[field]))
                mistakes.Add(FieldError.Forbidden(field, "field is immutable when `immutable` is set"));
        }
    }
}
