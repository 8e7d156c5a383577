using MySql.Data.MySqlClient;

namespace User.Storage;

/// <summary>The database of accounts.</summary>
internal sealed class MySqlDatabase(UserSettings settings, TimeProvider time)
{
    private readonly StoreCalls _calls = new("MySQL", settings.StorageTimeout, MySqlFailures.Passes, time);
    private volatile bool _usable;

    /// <summary>Whether its schema was seen to be there.</summary>
    public bool IsUsable => _usable;

    /// <summary>Lets calls through, now that the schema is there.</summary>
    public void Use() => _usable = true;

    /// <summary>Makes a call on a connection of the pool; it must do no harm when it is made twice.</summary>
    /// <exception cref="StoreUnavailableException">There is no answer in time, or no schema yet.</exception>
    public Task<T> CallAsync<T>(
        Func<MySqlConnection, CancellationToken, Task<T>> call,
        CancellationToken cancellation
    ) =>
        _usable
            ? _calls.RepeatAsync(stop => OnConnectionAsync(call, stop), cancellation)
            : throw new StoreUnavailableException("MySQL", null);

    /// <summary>The same without a look at the schema, and with as much time as the token gives once the
    /// connection is there.</summary>
    /// <exception cref="TimeoutException">No connection came about in time.</exception>
    public async Task<T> OnConnectionAsync<T>(
        Func<MySqlConnection, CancellationToken, Task<T>> call,
        CancellationToken cancellation
    )
    {
        var connection = new MySqlConnection(settings.MySql);
        await OpenAsync(connection, cancellation);
        await using (connection)
            return await call(connection, cancellation);
    }

    // The driver's own limit is not the last word: when it gave up on the answer to the first statements of a
    // connection, it waits without end for the rest of that answer.
    private async Task OpenAsync(MySqlConnection connection, CancellationToken cancellation)
    {
        var opening = connection.OpenAsync(cancellation);
        try
        {
            await opening.WaitAsync(2 * settings.StorageTimeout, time, cancellation);
        }
        catch
        {
            _ = CloseAfterAsync(opening, connection);
            throw;
        }
    }

    private static async Task CloseAfterAsync(Task opening, MySqlConnection connection)
    {
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
    }
}
