using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LocalCluster.Resources;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Nodes;

/// <summary>This machine as the cluster's node.</summary>
internal static class NodeObject
{
    public const string Name = "local";

    private static readonly (string Type, string Status, string Reason, string Message)[] s_states =
    [
        ("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
    ];

    public static JsonObject Create() =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["labels"] = new JsonObject
                {
                    ["beta.kubernetes.io/arch"] = Machine,
                    ["beta.kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = Machine,
                    ["kubernetes.io/hostname"] = Name,
                    ["kubernetes.io/os"] = "linux",
                    ["node-role.kubernetes.io/control-plane"] = "",
                },
            },
            ["spec"] = new JsonObject(),
        };

    /// <summary>The node's status.</summary>
    public static JsonObject Status(string address, int pods, string runtime, DateTimeOffset now)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024;
        var size = new JsonObject
        {
            ["cpu"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{memory}Ki"),
            ["pods"] = pods.ToString(CultureInfo.InvariantCulture),
        };
        return new JsonObject
        {
            ["capacity"] = size.DeepClone(),
            ["allocatable"] = size,
            ["conditions"] = new JsonArray([.. s_states.Select(state => Condition(state, now))]),
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = address },
                new JsonObject { ["type"] = "Hostname", ["address"] = Name }
            ),
            ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 0 } },
            ["nodeInfo"] = new JsonObject
            {
                ["machineID"] = "",
                ["systemUUID"] = "",
                ["bootID"] = "",
                ["kernelVersion"] = Environment.OSVersion.Version.ToString(),
                ["osImage"] = RuntimeInformation.OSDescription,
                ["containerRuntimeVersion"] = runtime,
                ["kubeletVersion"] = ServerVersion.Text,
                ["kubeProxyVersion"] = ServerVersion.Text,
                ["operatingSystem"] = "linux",
                ["architecture"] = Machine,
            },
        };
    }

    private static string Machine =>
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";

    private static JsonObject Condition(
        (string Type, string Status, string Reason, string Message) state,
        DateTimeOffset now
    )
    {
        var condition = Conditions.Of(state.Type, state.Status, state.Reason, state.Message, now);
        condition["lastHeartbeatTime"] = now.Stamp();
        return condition;
    }
}
