using ServiceDefaults.Requests;

namespace User.Storage;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisReadiness(RedisConnection redis) : IReadinessCheck
{
    public async Task<Readiness> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await redis.CallOnceAsync(database => database.PingAsync(), cancellation);
            return new Readiness(true, "sessions: in Redis");
        }
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            return new Readiness(false, "sessions: Redis does not answer");
        }
    }
}
