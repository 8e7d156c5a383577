using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace User.Storage;

/// <summary>Whether MySQL answers and has the tables.</summary>
internal sealed class MySqlHealthCheck(MySqlDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        if (!database.IsUsable)
            return HealthCheckResult.Unhealthy("MySQL has no schema yet");
        try
        {
            await database
                .OnConnectionAsync(
                    async (connection, stop) =>
                        await new MySqlCommand("SELECT 1", connection).ExecuteScalarAsync(stop),
                    cancellationToken
                )
                .WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy("in MySQL");
        }
        catch (Exception e)
            when (e is OperationCanceledException or MySqlException || MySqlFailures.IsTransient(e))
        {
            return HealthCheckResult.Unhealthy("MySQL does not answer");
        }
    }
}
