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

    /// <summary>Whether its schema was seen to be there.</summary>
    public bool IsUsable => _usable;

    /// <summary>Lets calls through, now that the schema is there.</summary>
    public void Use() => _usable = true;

    /// <summary>Makes a call on a connection of the pool; it must do no harm when it is made twice.</summary>
    /// <exception cref="StoreUnavailableException">There is no answer in time, or no schema yet.</exception>
    public Task<T> CallAsync<T>(
        Func<MySqlConnection, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    ) =>
        _usable
            ? _calls.RepeatAsync(stop => OnConnectionAsync(call, stop), cancellationToken)
            : throw new StoreUnavailableException("MySQL", null);

    /// <summary>
    /// The same without a look at the schema, and with as much time as the token gives once the connection is there.
    /// </summary>
    /// <exception cref="MySqlException">No connection came about in time, or the call failed.</exception>
    public async Task<T> OnConnectionAsync<T>(
        Func<MySqlConnection, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await call(connection, cancellationToken);
    }
}
