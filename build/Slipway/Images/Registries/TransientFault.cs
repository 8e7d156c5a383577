using System.Net;
using System.Net.Http.Headers;

namespace Slipway.Images.Registries;

/// <summary>What is worth another try.</summary>
internal static class TransientFault
{
    public static bool Is(HttpStatusCode status) =>
        status
            is HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or HttpStatusCode.InternalServerError
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    /// <summary>Whether a request came to nothing on its way, so that the next one may get through.</summary>
    public static bool Is(Exception e) => e is IOException or TimeoutException or HttpRequestException;

    /// <summary>How long the server asks to wait; null where it does not say.</summary>
    /// <param name="header">Its Retry-After, which may name a date.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header?.Delta ?? header?.Date - now;
}
