using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Docker;

/// <summary>What a container may use of the machine (core/v1 ResourceRequirements). Pure.</summary>
internal static class ResourceLimits
{
    private const long SharesOfCore = 1024;
    private const long FewestShares = 2;
    private const decimal NanosOfCore = 1_000_000_000;

    /// <summary>Limits are limits; a request for processor time is a weight, as with the kubelet.</summary>
    public static void Apply(JsonObject container, HostConfig host)
    {
        if (Amount(container, "limits", "cpu") is { } most)
            host.NanoCPUs = (long)(most * NanosOfCore);
        // Without more swap space than memory there is none.
        if (Amount(container, "limits", "memory") is { } bytes)
            host.MemorySwap = host.Memory = (long)bytes;
        if ((Amount(container, "requests", "cpu") ?? Amount(container, "limits", "cpu")) is { } share)
            host.CPUShares = Math.Max(FewestShares, (long)(share * SharesOfCore));
    }

    private static decimal? Amount(JsonObject container, string kind, string resource) =>
        Quantity.TryParse(container.Text("resources", kind, resource), out var quantity)
            ? quantity.Value
            : null;
}
