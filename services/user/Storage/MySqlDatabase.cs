using Microsoft.Extensions.Options;
using MySqlConnector;
using User.Settings;

namespace User.Storage;

/// <summary>The database of accounts.</summary>
internal sealed class MySqlDatabase(
    MySqlDataSource source,
    IOptions<StorageSettings> settings,
    TimeProvider time
)
{
    private readonly StoreCalls _calls = new(
        "MySQL",
        settings.Value.Timeout,
        MySqlFailures.IsTransient,
        time
    );
    private volatile bool _usable;

    /// <summary>Whether its schema is up to date.</summary>
    public bool IsUsable => _usable;

    /// <summary>Allows calls, once the schema is up to date.</summary>
    public void Use() => _usable = true;

    /// <summary>Runs an idempotent call on a pooled connection.</summary>
    /// <exception cref="StoreUnavailableException">It timed out, or there is no schema yet.</exception>
    public Task<T> CallAsync<T>(
        Func<MySqlConnection, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    ) =>
        _usable
            ? _calls.RepeatAsync(stop => OnConnectionAsync(call, stop), cancellationToken)
            : throw new StoreUnavailableException("MySQL", null);

    /// <summary>
    /// The same without checking the schema; once connected, only the token limits the time.
    /// </summary>
    /// <exception cref="MySqlException">The connection timed out, or the call failed.</exception>
    public async Task<T> OnConnectionAsync<T>(
        Func<MySqlConnection, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await call(connection, cancellationToken);
    }
}
