using Slipway.Values;

namespace Slipway.Releases;

/// <summary>A lease as its holder last wrote it.</summary>
/// <param name="Lease">What the API server has.</param>
/// <param name="Timestamp">When the write began, by the monotonic clock: nobody has seen it earlier.</param>
/// <param name="Utc">The same by the other clock, which goes on while the machine sleeps.</param>
internal sealed record Renewal(KubeObject Lease, long Timestamp, DateTimeOffset Utc);
