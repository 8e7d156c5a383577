using System.Net;
using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Kubernetes.Connection;

/// <summary>How long transient faults of the API server are retried.</summary>
/// <param name="Deadline">From the first try to giving up.</param>
/// <param name="Attempt">How long one try may take.</param>
public sealed record ApiPatience(TimeSpan Deadline, TimeSpan Attempt)
{
    private static readonly RetryPolicy s_retry = new(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(5))
    {
        Jitter = 0.25,
    };

    /// <summary>30 seconds in all, 15 for one try.</summary>
    public static ApiPatience Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15));

    /// <summary>How long to wait before the next attempt; null to give up.</summary>
    /// <param name="attempt">How many tries there were.</param>
    /// <param name="elapsed">Time since the first try.</param>
    /// <param name="fault">What happened.</param>
    /// <param name="repeatable">Whether sending the request twice does no harm.</param>
    /// <param name="jitter">Between 0 and 1; spreads clients that were refused together.</param>
    internal TimeSpan? Next(int attempt, TimeSpan elapsed, Fault fault, bool repeatable, double jitter) =>
        fault.Transient && (repeatable || !fault.MayHaveHappened)
            ? (s_retry with { Deadline = Deadline }).Next(attempt, elapsed, fault.RetryAfter, jitter)
            : null;
}

/// <summary>Why an attempt failed.</summary>
/// <param name="Transient">Whether another try may succeed.</param>
/// <param name="MayHaveHappened">Whether the request may have had its effect all the same.</param>
/// <param name="RetryAfter">How long the server asked to wait.</param>
internal sealed record Fault(bool Transient, bool MayHaveHappened, TimeSpan? RetryAfter)
{
    /// <summary>The connection failed, broke or timed out.</summary>
    public static Fault Connection { get; } = new(true, true, null);

    /// <summary>The server answered with an error.</summary>
    public static Fault Of(ApiStatus status, TimeSpan? retryAfter) =>
        new(
            (HttpStatusCode)status.Code switch
            {
                HttpStatusCode.TooManyRequests
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout
                or HttpStatusCode.BadGateway => true,
                // The API server reports an unknown field of an apply as 500, which no retry fixes.
                HttpStatusCode.InternalServerError => !StatusMapping.IsSchemaMismatch(status),
                _ => false,
            },
            status.Code != (int)HttpStatusCode.TooManyRequests,
            retryAfter ?? status.RetryAfter
        );
}
