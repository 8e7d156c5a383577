using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Http.Resilience;

namespace Movie.Callees;

/// <summary>Where a service is that movie asks, and how it is asked.</summary>
internal sealed class CalleeSettings
{
    /// <summary>Its base address.</summary>
    [Required]
    public Uri? Url { get; init; }

    /// <summary>
    /// How many retries a request earns. At 0.1, a service that fails all requests gets a tenth more of them.
    /// </summary>
    [Range(0d, 1d)]
    public double RetryBudget { get; init; } = 0.1;

    /// <summary>Timeouts, retries and circuit breaker, as Microsoft.Extensions.Http.Resilience defines them.</summary>
    public HttpStandardResilienceOptions Resilience { get; } = new();
}
