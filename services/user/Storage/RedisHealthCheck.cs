using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace User.Storage;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisHealthCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await redis.CallOnceAsync(database => database.PingAsync(), cancellationToken);
            return HealthCheckResult.Healthy("in Redis");
        }
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            return HealthCheckResult.Unhealthy("Redis does not answer");
        }
    }
}
