using MySql.Data.MySqlClient;
using ServiceDefaults.Requests;

namespace User.Storage;

/// <summary>Whether MySQL answers and has the tables.</summary>
internal sealed class MySqlReadiness(MySqlDatabase database) : IReadinessCheck
{
    public async Task<Readiness> CheckAsync(CancellationToken cancellation)
    {
        if (!database.IsUsable)
            return new Readiness(false, "accounts: MySQL has no schema for them yet");
        try
        {
            await database
                .OnConnectionAsync(
                    async (connection, stop) =>
                        await new MySqlCommand("SELECT 1", connection).ExecuteScalarAsync(stop),
                    cancellation
                )
                .WaitAsync(cancellation);
            return new Readiness(true, "accounts: in MySQL");
        }
        catch (Exception e)
            when (e is OperationCanceledException or MySqlException || MySqlFailures.Passes(e))
        {
            return new Readiness(false, "accounts: MySQL does not answer");
        }
    }
}
