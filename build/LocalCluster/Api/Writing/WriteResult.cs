using System.Text.Json.Nodes;
using LocalCluster.Schema;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>What a write led to.</summary>
/// <param name="Object">The object after it; only to be read.</param>
/// <param name="Durable">Done when the write survives the death of the process.</param>
/// <param name="Created">Whether the object is new.</param>
internal sealed record WriteResult(JsonObject Object, Task Durable, bool Created = false)
{
    /// <summary>A write of an object in the version in which it was made.</summary>
    public static WriteResult Of(KindDefinition kind, Commit commit, bool created = false) =>
        new(kind.FromStored(commit.Stored.Object), commit.Durable, created);
}
