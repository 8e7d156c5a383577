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
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(7);

    // The format that the API server requires of a MicroTime.
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static LeaseState Of(KubeObject lease) =>
        new(
            lease.Text("spec", "holderIdentity") is { Length: > 0 } holder ? holder : null,
            Time(lease, "acquireTime"),
            Time(lease, "renewTime"),
            TimeSpan.FromSeconds(
                Math.Clamp(lease.Number("spec", "leaseDurationSeconds") ?? 0, 0, int.MaxValue)
            ),
            lease.Number("spec", "leaseTransitions") ?? 0
        );

    /// <summary>
    /// How long the lease must stay unchanged before it counts as expired. What no holder would write
    /// (nothing, hours) is not believed.
    /// </summary>
    /// <param name="usual">What the holders of this lock write.</param>
    public TimeSpan Patience(TimeSpan usual) =>
        Duration <= TimeSpan.Zero ? usual
        : Duration > s_longest ? s_longest
        : Duration;

    /// <summary>
    /// How long it has been held, by the clocks of two machines; null where they make no sense together.
    /// </summary>
    public TimeSpan? HeldFor(DateTimeOffset now)
    {
        var time = now - Acquired;
        return time >= TimeSpan.Zero && time < s_oldest ? time : null;
    }

    /// <summary>The lease of the next holder.</summary>
    public static LeaseState Next(LeaseState? before, string holder, DateTimeOffset now, TimeSpan duration) =>
        // The API counts in 32 bits.
        new(
            holder,
            now,
            now,
            duration,
            before is { Transitions: >= 0 and < int.MaxValue } ? before.Transitions + 1 : 0
        );

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
