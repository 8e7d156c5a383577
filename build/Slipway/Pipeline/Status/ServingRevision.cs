using System.Globalization;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>Pods of an older revision that still serve, because the newest one does not yet.</summary>
/// <param name="Version">The version under which their image was first deployed.</param>
/// <param name="Digest">Their image's digest; null where it is not pinned.</param>
/// <param name="Ready">How many of them are ready.</param>
/// <param name="Created">When the oldest of them came.</param>
public sealed record ServingRevision(string Version, Digest? Digest, long Ready, DateTimeOffset Created)
{
    /// <summary>Groups pods by their image.</summary>
    /// <param name="pods">The pods.</param>
    /// <param name="container">The container that is the service; null for the first.</param>
    internal static IReadOnlyList<ServingRevision> Of(IEnumerable<KubeObject> pods, string? container) =>
        [
            .. pods.GroupBy(pod => ServiceContainer.Image(pod, container, "spec"))
                .Select(group => new ServingRevision(
                    group.Key?.Tag ?? "unknown",
                    group.Key?.Digest,
                    group.Count(),
                    group.Min(CreationOf)
                ))
                .OrderBy(revision => revision.Created),
        ];

    internal static DateTimeOffset CreationOf(KubeObject obj) =>
        DateTimeOffset.TryParse(
            obj.Text("metadata", "creationTimestamp"),
            CultureInfo.InvariantCulture,
            out var created
        )
            ? created
            : DateTimeOffset.MinValue;
}
