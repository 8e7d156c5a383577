using System.Text.Json.Nodes;
using LocalCluster.Objects;
using Slipway.Formats;

namespace LocalCluster.Hosting;

/// <summary>
/// The contents of <c>cluster.json</c>: a cluster's addresses, the process that last ran it, and its runtime
/// for the next start. The addresses of API server and registry are there for readers that cannot derive them
/// from the block.
/// </summary>
internal sealed record ClusterRecord(AddressBlock Addresses, int ProcessId, string Runtime)
{
    /// <summary>The record of a directory; null if no cluster ever ran in it.</summary>
    public static ClusterRecord? Read(string directory)
    {
        var file = Path.Combine(directory, "cluster.json");
        if (!File.Exists(file))
            return null;
        var json = JsonNode.Parse(File.ReadAllText(file));
        return json.Text("addressBlock") is { } text && AddressBlock.TryParse(text) is { } block
            ? new ClusterRecord(block, (int)(json.Number("pid") ?? 0), json.Text("runtime") ?? "process")
            : null;
    }

    public static void Write(string directory, ClusterRecord record) =>
        AtomicFile.WritePrivate(
            Path.Combine(directory, "cluster.json"),
            new JsonObject
            {
                ["addressBlock"] = record.Addresses.ToString(),
                ["api"] = $"https://{record.Addresses.Api}",
                ["registry"] = record.Addresses.Registry.ToString(),
                ["pid"] = record.ProcessId,
                ["runtime"] = record.Runtime,
            }.ToJsonString()
        );
}
