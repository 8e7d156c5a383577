using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

/// <summary>
/// A check that gets a second: below the timeout of the pods' probes, so that the reason gets out. One that ignores
/// its cancellation token is not waited for, and holds up no other.
/// </summary>
internal sealed class TimeLimitedCheck(IHealthCheck check, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // For a check that wants to say in its own words why it was cut off.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await check
                .CheckHealthAsync(context, either.Token)
                .WaitAsync(Limit + Grace, time, cancellationToken);
        }
        catch (Exception e)
            when (e is TimeoutException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus,
                $"no answer within {Limit.TotalSeconds} s"
            );
        }
    }
}
