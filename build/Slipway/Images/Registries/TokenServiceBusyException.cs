using System.Net.Http.Headers;

namespace Slipway.Images.Registries;

/// <summary>A token service is temporarily unavailable.</summary>
/// <param name="why">What it answered.</param>
/// <param name="retryAfter">When to retry; null where it does not say.</param>
internal sealed class TokenServiceBusyException(string why, RetryConditionHeaderValue? retryAfter)
    : HttpRequestException(why)
{
    public RetryConditionHeaderValue? RetryAfter { get; } = retryAfter;
}
