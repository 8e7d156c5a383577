using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Metering;

/// <summary>The containers of a pod that run now, as its status says. Pure.</summary>
internal static class RunningContainers
{
    /// <summary>Their names, and since when they run.</summary>
    public static IEnumerable<(string Name, DateTimeOffset Since)> Of(JsonObject pod) =>
        pod.Items("status", "containerStatuses")
            .Where(status => status.At("state", "running") is not null)
            .Select(status =>
                (status.Text("name") ?? "", status.Time("state", "running", "startedAt") ?? default)
            );
}
