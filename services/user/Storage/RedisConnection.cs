using Microsoft.Extensions.Options;
using StackExchange.Redis;
using User.Settings;

namespace User.Storage;

/// <summary>The single connection to Redis, opened on first use; it reconnects by itself.</summary>
internal sealed class RedisConnection(
    IOptions<RedisSettings> redis,
    IOptions<StorageSettings> storage,
    TimeProvider time
) : IAsyncDisposable
{
    private readonly StoreCalls _calls = new("Redis", storage.Value.Timeout, Passes, time);
    private readonly SemaphoreSlim _connecting = new(1);
    private volatile ConnectionMultiplexer? _connection;

    /// <summary>Makes an idempotent call, with retries.</summary>
    /// <exception cref="StoreUnavailableException">It timed out.</exception>
    public Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellation) =>
        _calls.RepeatAsync(async stop => await call(await DatabaseAsync(stop)), cancellation);

    /// <summary>Makes a call without retries.</summary>
    /// <exception cref="StoreUnavailableException">It timed out.</exception>
    public Task<T> CallOnceAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellation) =>
        _calls.OnceAsync(async stop => await call(await DatabaseAsync(stop)), cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.CloseAsync(allowCommandsToComplete: false);
        _connecting.Dispose();
    }

    private static bool Passes(Exception failure) =>
        failure is RedisConnectionException or TimeoutException
        // LOADING, READONLY and the like: Redis will be available soon.
        || failure is RedisServerException { Message: var why }
            && (
                why.StartsWith("LOADING", StringComparison.Ordinal)
                || why.StartsWith("READONLY", StringComparison.Ordinal)
                || why.StartsWith("TRYAGAIN", StringComparison.Ordinal)
            );

    private async Task<IDatabase> DatabaseAsync(CancellationToken stop)
    {
        if (_connection is { } there)
            return there.GetDatabase();
        await _connecting.WaitAsync(stop);
        try
        {
            return (
                _connection ??= await ConnectionMultiplexer.ConnectAsync(
                    redis.Value.Within(storage.Value.Timeout)
                )
            ).GetDatabase();
        }
        finally
        {
            _connecting.Release();
        }
    }
}
