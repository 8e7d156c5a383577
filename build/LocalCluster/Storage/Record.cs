using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Storage;

/// <summary>
/// A line of a log or a snapshot: an object that was written, or the key of one that was removed.
/// </summary>
internal sealed record Record(ObjectKey Key, long Version, JsonObject? Object, byte[]? Json = null)
{
    public static Record Of(Stored stored) => new(stored.Key, stored.Version, stored.Object, stored.Json);

    public static Record Of(StoreChange change) =>
        change.Type == ChangeType.Deleted
            ? new Record(change.Stored.Key, change.Stored.Version, null)
            : Of(change.Stored);

    /// <summary>The line's JSON.</summary>
    public byte[] ToBytes()
    {
        var head = JsonText.Bytes(
            new JsonObject
            {
                ["version"] = Version,
                ["group"] = Key.Group,
                ["plural"] = Key.Plural,
                ["namespace"] = Key.Namespace,
                ["name"] = Key.Name,
            }
        );
        return Json is null ? head : [.. head.AsSpan(..^1), .. ",\"object\":"u8, .. Json, (byte)'}'];
    }

    public static Record Parse(ReadOnlySpan<byte> json)
    {
        var line = JsonNode.Parse(json)!.AsObject();
        var key = new ObjectKey(
            line.Text("group")!,
            line.Text("plural")!,
            line.Text("namespace")!,
            line.Text("name")!
        );
        return new Record(key, line.Number("version")!.Value, line.Object("object")?.DeepClone().AsObject());
    }
}
