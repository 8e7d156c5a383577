using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Variables;

/// <summary>The variables by which a pod finds the Services of its namespace without DNS. Pure.</summary>
internal static class ServiceVariables
{
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<JsonObject> services)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            if (service.Text("spec", "clusterIP") is { Length: > 0 } address and not "None")
                Add(variables, Prefix(service.Name()), address, [.. service.Items("spec", "ports")]);
        }
        return variables;
    }

    private static void Add(
        Dictionary<string, string> variables,
        string prefix,
        string address,
        JsonObject[] ports
    )
    {
        if (ports.Length == 0)
            return;
        variables[$"{prefix}_SERVICE_HOST"] = address;
        variables[$"{prefix}_SERVICE_PORT"] = Number(ports[0]);
        foreach (var port in ports.Where(port => port.Text("name") is { Length: > 0 }))
            variables[$"{prefix}_SERVICE_PORT_{Prefix(port.Text("name")!)}"] = Number(port);
        var first = ports[0];
        variables[$"{prefix}_PORT"] = Url(address, first);
        foreach (var port in ports)
        {
            var protocol = (port.Text("protocol") ?? "TCP").ToUpperInvariant();
            var link = $"{prefix}_PORT_{Number(port)}_{protocol}";
            variables[link] = Url(address, port);
            variables[$"{link}_PROTO"] = protocol.ToLowerInvariant();
            variables[$"{link}_PORT"] = Number(port);
            variables[$"{link}_ADDR"] = address;
        }
    }

    private static string Url(string address, JsonObject port) =>
        $"{(port.Text("protocol") ?? "TCP").ToLowerInvariant()}://{address}:{Number(port)}";

    private static string Number(JsonObject port) =>
        port.Count("port").ToString(CultureInfo.InvariantCulture);

    private static string Prefix(string name) => name.ToUpperInvariant().Replace('-', '_');
}
