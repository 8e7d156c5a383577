using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>What a Lease (coordination.k8s.io/v1) says.</summary>
/// <param name="Holder">Who holds it; null when no one does.</param>
/// <param name="Acquired">Since when.</param>
/// <param name="Renewed">When the holder last gave a sign of life, by its own clock.</param>
/// <param name="Duration">How long a sign of life counts.</param>
/// <param name="Transitions">How often the holder changed.</param>
internal sealed record LeaseState(
    string? Holder,
    DateTimeOffset Acquired,
    DateTimeOffset Renewed,
    TimeSpan Duration,
    long Transitions
)
{
    // The format that the API server requires of a MicroTime.
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static LeaseState Of(KubeObject lease) =>
        new(
            lease.Text("spec", "holderIdentity") is { Length: > 0 } holder ? holder : null,
            Time(lease, "acquireTime"),
            Time(lease, "renewTime"),
            TimeSpan.FromSeconds(lease.Number("spec", "leaseDurationSeconds") ?? 0),
            lease.Number("spec", "leaseTransitions") ?? 0
        );

    /// <summary>Whether the holder has not renewed it for its whole duration, or there is none.</summary>
    public bool IsFree(DateTimeOffset now) => Holder is null || now >= Renewed + Duration;

    /// <summary>Writes this into a Lease, new or existing.</summary>
    public KubeObject Write(KubeObject lease) =>
        lease.With(json =>
        {
            var spec = new JsonObject
            {
                ["leaseDurationSeconds"] = (long)Duration.TotalSeconds,
                ["leaseTransitions"] = Transitions,
            };
            if (Holder is not null)
            {
                spec["holderIdentity"] = Holder;
                spec["acquireTime"] = Acquired.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);
                spec["renewTime"] = Renewed.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);
            }
            json["spec"] = spec;
            json["metadata"]!.AsObject().Remove("managedFields");
        });

    private static DateTimeOffset Time(KubeObject lease, string field) =>
        DateTimeOffset.TryParse(
            lease.Text("spec", field),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : DateTimeOffset.MinValue;
}
