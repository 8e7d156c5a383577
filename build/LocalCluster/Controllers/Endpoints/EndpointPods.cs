using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Endpoints;

/// <summary>A pod as an endpoint of a Service.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Address">Its address.</param>
/// <param name="Ports">The Service's ports on this pod; ports whose name no container has are
/// missing.</param>
internal sealed record EndpointPod(JsonObject Pod, string Address, IReadOnlyList<EndpointPort> Ports)
{
    /// <summary>Whether it passes its probes, even while terminating.</summary>
    public bool IsServing => Pods.IsReady(Pod);

    public bool IsTerminating => Pod.IsBeingDeleted();

    public bool IsReady => IsServing && !IsTerminating;
}

/// <summary>One port of an endpoint.</summary>
internal readonly record struct EndpointPort(string Name, string Protocol, int Port, string? AppProtocol);

/// <summary>The pods behind a Service. Pure.</summary>
internal static class EndpointPods
{
    public static IReadOnlyList<EndpointPod> Of(JsonObject service, IEnumerable<JsonObject> pods)
    {
        var selector = LabelSelector.OfMap(service.At("spec", "selector"));
        var publishAll = service.Flag("spec", "publishNotReadyAddresses");
        return
        [
            .. pods.Where(pod => !selector.IsEmpty && selector.Matches(pod.Labels()))
                .Where(pod => !Pods.IsFinished(pod) && pod.Text("status", "podIP") is { Length: > 0 })
                .Where(pod => publishAll || !pod.IsBeingDeleted() || pod.Text("spec", "nodeName") is not null)
                .OrderBy(pod => pod.Created())
                .ThenBy(pod => pod.Name(), StringComparer.Ordinal)
                .Select(pod => new EndpointPod(pod, pod.Text("status", "podIP")!, PortsOf(service, pod))),
        ];
    }

    public static bool HasSelector(JsonObject service) =>
        service.Text("spec", "type") != "ExternalName"
        && service.At("spec", "selector") is JsonObject { Count: > 0 };

    private static List<EndpointPort> PortsOf(JsonObject service, JsonObject pod)
    {
        var ports = new List<EndpointPort>();
        foreach (var port in service.Items("spec", "ports"))
        {
            var protocol = port.Text("protocol") ?? "TCP";
            if (TargetPort(port, protocol, pod) is { } number)
                ports.Add(
                    new EndpointPort(port.Text("name") ?? "", protocol, number, port.Text("appProtocol"))
                );
        }
        return ports;
    }

    private static int? TargetPort(JsonObject port, string protocol, JsonObject pod)
    {
        if (port.Text("targetPort") is { } name)
        {
            return pod.Items("spec", "containers")
                .SelectMany(container => container.Items("ports"))
                .Where(p => p.Text("name") == name && (p.Text("protocol") ?? "TCP") == protocol)
                .Select(p => (int?)p.Count("containerPort"))
                .FirstOrDefault();
        }
        return port.Number("targetPort") is > 0 and { } number ? (int)number : port.Count("port");
    }
}
