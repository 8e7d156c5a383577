using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

/// <summary>
/// Limits a check to one second, less than the timeout of the pods' probes, so that the reason is reported. A
/// check that ignores its cancellation token is abandoned and does not delay the others.
/// </summary>
internal sealed class TimeLimitedCheck(IHealthCheck check, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    // Leaves a check time to report its own reason for the cancellation.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(250);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        using var limit = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await check
                .CheckHealthAsync(context, either.Token)
                .WaitAsync(s_limit + s_grace, time, cancellationToken);
        }
        catch (Exception e)
            when (e is TimeoutException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus,
                $"timed out after {s_limit.TotalSeconds} s"
            );
        }
    }
}
