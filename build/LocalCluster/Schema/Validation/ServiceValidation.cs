using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for Services and Ingresses.</summary>
internal static class ServiceValidation
{
    /// <summary>A day.</summary>
    private const int MostStickySeconds = 86400;

    public static void Check(string kind, JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        var spec = obj.Object("spec") ?? [];
        if (kind == "Ingress")
            CheckIngress(spec, mistakes);
        else
            CheckService(spec, before.Object("spec"), mistakes);
    }

    private static void CheckService(JsonObject spec, JsonObject? before, FieldErrors mistakes)
    {
        var type = spec.Text("type");
        mistakes.OneOf("spec.type", type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        mistakes.OneOf("spec.sessionAffinity", spec.Text("sessionAffinity"), "ClientIP", "None");
        CheckAffinity(spec, mistakes);
        var headless = spec.Text("clusterIP") == "None";
        var ports = spec.Items("ports").ToList();
        if (ports.Count == 0 && !headless && type != "ExternalName")
            mistakes.Required("spec.ports");
        if (type == "ExternalName" && spec.Text("externalName") is not { Length: > 0 })
            mistakes.Required("spec.externalName");
        var (names, numbers) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (i, port) in ports.Index())
            CheckPort($"spec.ports[{i}]", port, ports.Count > 1, names, numbers, mistakes);
        var (old, next) = (before.Text("clusterIP"), spec.Text("clusterIP"));
        if (
            !string.IsNullOrEmpty(old)
            && !string.IsNullOrEmpty(next)
            && old != next
            && before.Text("type") != "ExternalName"
            && type != "ExternalName"
        )
        {
            mistakes.Add(
                FieldError.Invalid("spec.clusterIPs[0]", $"[]string{{\"{next}\"}}", "may not change once set")
            );
        }
    }

    private static void CheckAffinity(JsonObject spec, FieldErrors mistakes)
    {
        const string Field = "spec.sessionAffinityConfig";
        var config = spec["sessionAffinityConfig"];
        var time = config.At("clientIP", "timeoutSeconds");
        if (spec.Text("sessionAffinity") == "None" && config is not null)
            mistakes.Add(FieldError.Forbidden(Field, "must not be set when session affinity is None"));
        else if (time.Number() is <= 0 or > MostStickySeconds)
            mistakes.Add(
                FieldError.Invalid(
                    $"{Field}.clientIP.timeoutSeconds",
                    time,
                    $"must be greater than 0 and less than {MostStickySeconds}"
                )
            );
    }

    private static void CheckPort(
        string path,
        JsonObject port,
        bool named,
        HashSet<string> names,
        HashSet<string> numbers,
        FieldErrors mistakes
    )
    {
        if (port.Text("name") is { Length: > 0 } name)
        {
            mistakes.Check($"{path}.name", name, Names.Label(name));
            if (!names.Add(name))
                mistakes.Add(FieldError.Duplicate($"{path}.name", $"\"{name}\""));
        }
        else if (named)
        {
            mistakes.Required($"{path}.name");
        }
        if (port["port"] is null)
            mistakes.Add(FieldError.Invalid($"{path}.port", "0", "must be between 1 and 65535, inclusive"));
        mistakes.Port($"{path}.port", port["port"]);
        mistakes.Port($"{path}.targetPort", port["targetPort"]);
        if (port.Text("targetPort") is { } target)
            mistakes.Check($"{path}.targetPort", target, Names.Port(target));
        mistakes.OneOf($"{path}.protocol", port.Text("protocol"), "SCTP", "TCP", "UDP");
        if (!numbers.Add($"{port.Number("port")}/{port.Text("protocol")}"))
        {
            mistakes.Add(
                FieldError.Duplicate(
                    path,
                    $"core.ServicePort{{Name:\"\", Protocol:\"{port.Text("protocol")}\", "
                        + $"AppProtocol:(*string)(nil), Port:{port.Number("port")}, "
                        + "TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}"
                )
            );
        }
    }

    private static void CheckIngress(JsonObject spec, FieldErrors mistakes)
    {
        if (spec["defaultBackend"] is null && !spec.Items("rules").Any())
        {
            mistakes.Add(
                FieldError.Invalid(
                    "spec",
                    "[]networking.IngressRule(nil)",
                    "either `defaultBackend` or `rules` must be specified"
                )
            );
        }
        foreach (var (r, rule) in spec.Items("rules").Index())
        {
            if (rule.Text("host") is { Length: > 0 } host)
                mistakes.Check(
                    $"spec.rules[{r}].host",
                    host,
                    Names.Subdomain(host.StartsWith("*.") ? host[2..] : host)
                );
            foreach (var (p, path) in rule.Items("http", "paths").Index())
                CheckPath($"spec.rules[{r}].http.paths[{p}]", path, mistakes);
        }
        if (spec.Object("defaultBackend") is { } backend)
            CheckBackend("spec.defaultBackend", backend, mistakes);
    }

    private static void CheckPath(string field, JsonObject path, FieldErrors mistakes)
    {
        if (path.Text("pathType") is not { Length: > 0 } type)
            mistakes.Required($"{field}.pathType", "pathType must be specified");
        else
            mistakes.OneOf($"{field}.pathType", type, "Exact", "ImplementationSpecific", "Prefix");
        if (path.Text("path") is { Length: > 0 } text && text[0] != '/')
            mistakes.Check($"{field}.path", text, "must be an absolute path");
        CheckBackend($"{field}.backend", path.Object("backend") ?? [], mistakes);
    }

    private static void CheckBackend(string field, JsonObject backend, FieldErrors mistakes)
    {
        if (backend.Object("service") is { } service)
        {
            if (service.Text("name") is not { Length: > 0 })
                mistakes.Required($"{field}.service.name");
            if (service.Text("port", "name") is null && service.Number("port", "number") is null or 0)
                mistakes.Required(field, "port name or number is required");
        }
        else if (backend["resource"] is null)
        {
            mistakes.Required(field, "resource or service backend is required");
        }
    }
}
