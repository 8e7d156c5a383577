using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Http.Resilience;

namespace Movie.Callees;

/// <summary>Address and resilience settings of a service that movie calls.</summary>
internal sealed class CalleeSettings
{
    /// <summary>Its base address.</summary>
    [Required]
    public Uri? Url { get; init; }

    /// <summary>
    /// Retries that each request earns. At 0.1, a service that fails every request gets 10 % more requests.
    /// </summary>
    [Range(0d, 1d)]
    public double RetryBudget { get; init; } = 0.1;

    /// <summary>Timeouts, retries and circuit breaker, as Microsoft.Extensions.Http.Resilience defines them.</summary>
    public HttpStandardResilienceOptions Resilience { get; } = new();
}
