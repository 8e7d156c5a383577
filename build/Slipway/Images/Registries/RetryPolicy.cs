using System.Net;
using System.Net.Http.Headers;

namespace Slipway.Images.Registries;

/// <summary>What is retried, and after how long.</summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    public static bool IsTransient(HttpStatusCode status) =>
        status
            is HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or HttpStatusCode.InternalServerError
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    /// <summary>Whether a request failed in transit, so that a retry may succeed.</summary>
    public static bool IsTransient(Exception e) =>
        e is IOException or TimeoutException or HttpRequestException;

    /// <summary>
    /// The server's Retry-After where it says one (at most 30 s), else half a second, doubled with every
    /// attempt.
    /// </summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="asked">What the server requested.</param>
    /// <param name="now">The time, for a server that names a date.</param>
    public static TimeSpan Delay(int attempt, RetryConditionHeaderValue? asked, DateTimeOffset now)
    {
        var delay = asked?.Delta ?? asked?.Date - now ?? TimeSpan.FromSeconds(0.5 * Math.Pow(2, attempt - 1));
        return delay < TimeSpan.Zero ? TimeSpan.Zero
            : delay > s_longest ? s_longest
            : delay;
    }
}
