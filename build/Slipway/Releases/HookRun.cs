using System.Text;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>
/// A Job that had to succeed before the workloads of a release changed, and did. The Job itself may be gone since,
/// as its <c>ttlSecondsAfterFinished</c> says.
/// </summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">The digest of its <c>spec</c>: what it ran.</param>
public sealed record HookRun(string? Namespace, string Name, Digest Content)
{
    /// <summary>What it is when a Job has succeeded.</summary>
    /// <param name="job">The Job as it is rendered; what an API server adds would change the digest.</param>
    public static HookRun Of(KubeObject job) => new(job.Namespace, job.Name, DigestOf(job));

    // Labels and annotations, among them version and commit of the release, change nothing about what it runs.
    private static Digest DigestOf(KubeObject job)
    {
        var spec = Sorted(job.At("spec") is { } found ? JsonObject.Create(found) : null);
        return Digest.Of(Encoding.UTF8.GetBytes(spec?.ToJsonString() ?? ""));
    }

    // A map has no order of its own.
    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
