using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for containers.</summary>
internal static class ContainerValidation
{
    private static readonly string[] s_handlers = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"];
    private static readonly string[] s_onlyOfSidecars =
    [
        "lifecycle",
        "livenessProbe",
        "readinessProbe",
        "startupProbe",
    ];

    public static void Check(
        string path,
        JsonObject container,
        HashSet<string> volumes,
        HashSet<string> names,
        FieldErrors mistakes
    )
    {
        var name = container.Text("name") ?? "";
        if (name.Length == 0)
            mistakes.Required($"{path}.name");
        else if (!names.Add(name))
            mistakes.Add(FieldError.Duplicate($"{path}.name", $"\"{name}\""));
        else
            mistakes.Check($"{path}.name", name, Names.Label(name));
        CheckImage(path, container.Text("image") ?? "", mistakes);
        CheckPorts(path, container, mistakes);
        CheckVariables(path, container, mistakes);
        CheckMounts(path, container, volumes, mistakes);
        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container.Object(probe) is { } given)
                CheckProbe($"{path}.{probe}", probe, given, mistakes);
        }
        foreach (var hook in new[] { "postStart", "preStop" })
        {
            if (container.Object("lifecycle", hook) is { } given)
                CheckHandler($"{path}.lifecycle.{hook}", given, mistakes);
        }
        CheckResources($"{path}.resources", container.Object("resources"), mistakes);
        mistakes.OneOf(
            $"{path}.imagePullPolicy",
            container.Text("imagePullPolicy"),
            "Always",
            "IfNotPresent",
            "Never"
        );
        mistakes.OneOf(
            $"{path}.terminationMessagePolicy",
            container.Text("terminationMessagePolicy"),
            "File",
            "FallbackToLogsOnError"
        );
    }

    /// <summary>Only init containers have a restart policy of their own, and only those that have it are
    /// probed.</summary>
    public static void CheckRestart(string path, JsonObject container, bool isInit, FieldErrors mistakes)
    {
        if (!isInit)
        {
            if (container["restartPolicy"] is not null)
                mistakes.Add(
                    FieldError.Forbidden($"{path}.restartPolicy", "may not be set for non-init containers")
                );
            return;
        }
        mistakes.OneOf($"{path}.restartPolicy", container.Text("restartPolicy"), "Always");
        if (container["restartPolicy"] is not null)
            return;
        foreach (var field in s_onlyOfSidecars.Where(field => container[field] is not null))
            mistakes.Add(
                FieldError.Forbidden(
                    $"{path}.{field}",
                    "may not be set for init containers without restartPolicy=Always"
                )
            );
    }

    private static void CheckImage(string path, string image, FieldErrors mistakes)
    {
        if (image.Length == 0)
            mistakes.Required($"{path}.image");
        else if (image.Trim() != image)
            mistakes.Check($"{path}.image", image, "must not have leading or trailing whitespace");
    }

    private static void CheckPorts(string path, JsonObject container, FieldErrors mistakes)
    {
        var names = new HashSet<string>();
        foreach (var (i, port) in container.Items("ports").Index())
        {
            var here = $"{path}.ports[{i}]";
            if (port.Text("name") is { Length: > 0 } name)
            {
                mistakes.Check($"{here}.name", name, Names.Port(name));
                if (!names.Add(name))
                    mistakes.Add(FieldError.Duplicate($"{here}.name", $"\"{name}\""));
            }
            if ((port.Number("containerPort") ?? 0) == 0)
                mistakes.Required($"{here}.containerPort");
            else
                mistakes.Port($"{here}.containerPort", port["containerPort"]);
            if (port.Number("hostPort") is not (null or 0))
                mistakes.Port($"{here}.hostPort", port["hostPort"]);
            mistakes.OneOf($"{here}.protocol", port.Text("protocol"), "TCP", "UDP", "SCTP");
        }
    }

    private static void CheckVariables(string path, JsonObject container, FieldErrors mistakes)
    {
        foreach (var (i, variable) in container.Items("env").Index())
        {
            var here = $"{path}.env[{i}]";
            var name = variable.Text("name") ?? "";
            if (name.Length == 0)
                mistakes.Required($"{here}.name");
            else
                mistakes.Check($"{here}.name", name, Names.Variable(name));
            if (variable.Object("valueFrom") is not { } source)
                continue;
            if (source.Count == 0)
                mistakes.Check(
                    $"{here}.valueFrom",
                    "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or "
                        + "`secretKeyRef`"
                );
            if (variable.Text("value") is { Length: > 0 })
                mistakes.Check($"{here}.valueFrom", "", "may not be specified when `value` is not empty");
            foreach (var (kind, reference) in source.Where(s => s.Key is "configMapKeyRef" or "secretKeyRef"))
            {
                if (reference.Text("key") is not { Length: > 0 })
                    mistakes.Required($"{here}.valueFrom.{kind}.key");
            }
        }
    }

    private static void CheckMounts(
        string path,
        JsonObject container,
        HashSet<string> volumes,
        FieldErrors mistakes
    )
    {
        var places = new HashSet<string>();
        foreach (var (i, mount) in container.Items("volumeMounts").Index())
        {
            var here = $"{path}.volumeMounts[{i}]";
            var (name, place) = (mount.Text("name") ?? "", mount.Text("mountPath") ?? "");
            if (name.Length == 0)
                mistakes.Required($"{here}.name");
            else if (!volumes.Contains(name))
                mistakes.Add(FieldError.NotFound($"{here}.name", name));
            if (place.Length == 0)
                mistakes.Required($"{here}.mountPath");
            else if (!places.Add(place))
                mistakes.Check($"{here}.mountPath", place, "must be unique");
        }
    }

    private static void CheckProbe(string path, string kind, JsonObject probe, FieldErrors mistakes)
    {
        CheckHandler(path, probe, mistakes);
        foreach (
            var field in new[]
            {
                "initialDelaySeconds",
                "timeoutSeconds",
                "periodSeconds",
                "successThreshold",
                "failureThreshold",
            }
        )
            mistakes.NotNegative($"{path}.{field}", probe[field]);
        if (kind != "readinessProbe" && probe.Number("successThreshold") is not (null or 1))
            mistakes.Add(
                FieldError.Invalid($"{path}.successThreshold", probe["successThreshold"], "must be 1")
            );
    }

    private static void CheckHandler(string path, JsonObject handler, FieldErrors mistakes)
    {
        var given = s_handlers.Where(h => handler[h] is not null).ToList();
        if (given.Count == 0)
            mistakes.Required(path, "must specify a handler type");
        foreach (var extra in given.Skip(1))
            mistakes.Add(FieldError.Forbidden($"{path}.{extra}", "may not specify more than 1 handler type"));
        foreach (var kind in given.Where(h => h is "httpGet" or "tcpSocket" or "grpc"))
        {
            mistakes.Port($"{path}.{kind}.port", handler.At(kind, "port"));
            if (handler.Text(kind, "port") is { } name)
                mistakes.Check($"{path}.{kind}.port", name, Names.Port(name));
        }
        if (handler.Object("exec") is { } exec && !exec.Strings("command").Any())
            mistakes.Required($"{path}.exec.command");
    }

    private static void CheckResources(string path, JsonObject? resources, FieldErrors mistakes)
    {
        foreach (var (name, value) in resources.Object("requests") ?? [])
        {
            var limit = resources.Text("limits", name);
            if (
                Quantity.TryParse(value.Text(), out var request)
                && Quantity.TryParse(limit, out var most)
                && request.Value > most.Value
            )
                mistakes.Add(
                    FieldError.Invalid(
                        $"{path}.requests",
                        value,
                        $"must be less than or equal to {name} limit"
                    )
                );
        }
        foreach (var part in new[] { "limits", "requests" })
        {
            foreach (var (name, value) in resources.Object(part) ?? [])
            {
                if (Quantity.TryParse(value.Text(), out var amount) && amount.Value < 0)
                    mistakes.Add(
                        FieldError.Invalid(
                            $"{path}.{part}[{name}]",
                            value,
                            "must be greater than or equal to 0"
                        )
                    );
            }
        }
    }
}
