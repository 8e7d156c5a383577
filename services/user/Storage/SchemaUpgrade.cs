using MySqlConnector;

namespace User.Storage;

/// <summary>
/// Migrates the schema in the background at startup, one replica at a time, and retries until it succeeds: a
/// database that starts after the service must not restart it.
/// </summary>
internal sealed class SchemaUpgrade(MySqlDatabase database, TimeProvider time, ILogger<SchemaUpgrade> log)
    : BackgroundService
{
    // Named after the database because locks are global to the server.
    private const string Lock = "CONCAT('schema of ', DATABASE())";
    private const int LockSeconds = 30;
    private const int StatementSeconds = 2 * LockSeconds;
    private const int SilenceSeconds = 2 * StatementSeconds;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? said = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await database.OnConnectionAsync(UpgradeAsync, stoppingToken);
                database.Use();
                return;
            }
            catch (Exception e)
                when (!stoppingToken.IsCancellationRequested
                    && (e is MySqlException || MySqlFailures.IsTransient(e))
                )
            {
                if (said != e.Message)
                    log.LogError("Schema migration failed, retrying: {Reason}", said = e.Message);
            }
            await Task.Delay(s_pause, time, stoppingToken);
        }
    }

    private async Task<bool> UpgradeAsync(MySqlConnection connection, CancellationToken stop)
    {
        // The server closes the connection of a migration that hangs, which releases the lock.
        await AnswerAsync(connection, $"SET SESSION wait_timeout = {SilenceSeconds}", stop);
        var locked = await AnswerAsync(connection, $"SELECT GET_LOCK({Lock}, {LockSeconds})", stop);
        if (locked is not (1 or 1L))
            throw new TimeoutException("Timed out waiting for another replica's migration.");
        try
        {
            await AnswerAsync(connection, Schema.VersionTable, stop);
            var taken = Convert.ToInt32(
                await AnswerAsync(connection, "SELECT COALESCE(MAX(step), 0) FROM schema_steps", stop)
            );
            foreach (var (index, step) in Schema.Steps.Index().Skip(taken))
            {
                await AnswerAsync(connection, step, stop);
                await AnswerAsync(
                    connection,
                    $"INSERT INTO schema_steps VALUES ({index + 1}, UTC_TIMESTAMP(6))",
                    stop
                );
                log.LogInformation("Applied schema step {Step} of {Steps}", index + 1, Schema.Steps.Count);
            }
            return true;
        }
        finally
        {
            // Otherwise the lock would stay with the connection, which returns to the pool.
            await AnswerAsync(connection, $"SELECT RELEASE_LOCK({Lock})", CancellationToken.None);
            await AnswerAsync(connection, "SET SESSION wait_timeout = DEFAULT", CancellationToken.None);
        }
    }

    private static async Task<object?> AnswerAsync(
        MySqlConnection connection,
        string statement,
        CancellationToken stop
    )
    {
        await using var command = new MySqlCommand(statement, connection);
        command.CommandTimeout = StatementSeconds;
        return await command.ExecuteScalarAsync(stop);
    }
}
