using MySqlConnector;

namespace User.Storage;

/// <summary>
/// Brings the schema up to date beside the start of the service, one replica at a time, and tries again until
/// it succeeds: a database that comes up after the service is nothing to restart for.
/// </summary>
internal sealed class SchemaUpgrade(MySqlDatabase database, TimeProvider time, ILogger<SchemaUpgrade> log)
    : BackgroundService
{
    // Named after the database, since locks are those of the whole server.
    private const string Lock = "CONCAT('schema of ', DATABASE())";
    private const int LockSeconds = 30;
    private const int StatementSeconds = 2 * LockSeconds;
    private const int SilenceSeconds = 2 * StatementSeconds;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

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
                    log.LogError("The schema cannot be brought up to date yet: {Reason}", said = e.Message);
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<bool> UpgradeAsync(MySqlConnection connection, CancellationToken stop)
    {
        // An upgrade that hangs is cut off by the server, which takes the lock back with the connection.
        await AnswerAsync(connection, $"SET SESSION wait_timeout = {SilenceSeconds}", stop);
        var locked = await AnswerAsync(connection, $"SELECT GET_LOCK({Lock}, {LockSeconds})", stop);
        if (locked is not (1 or 1L))
            throw new TimeoutException("Another replica has been at it for a long time.");
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
                log.LogInformation("Schema step {Step} of {Steps} taken", index + 1, Schema.Steps.Count);
            }
            return true;
        }
        finally
        {
            // Else the lock would stay with the connection, which goes back to the pool.
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
