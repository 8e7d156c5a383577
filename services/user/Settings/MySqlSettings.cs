using System.Data.Common;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace User.Settings;

/// <summary>Storage of accounts.</summary>
internal sealed class MySqlSettings
{
    /// <summary>In MySqlConnector's format; empty for in memory. Contains a password.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The connection string with the limit for one call.</summary>
    public string Within(TimeSpan timeout)
    {
        var seconds = (uint)Math.Ceiling(timeout.TotalSeconds);
        return new MySqlConnectionStringBuilder(ConnectionString)
        {
            ConnectionTimeout = seconds,
            DefaultCommandTimeout = seconds,
        }.ConnectionString;
    }

    /// <summary>Rejects a connection string without a database. Messages do not quote it.</summary>
    internal sealed class Validation : IValidateOptions<MySqlSettings>
    {
        public ValidateOptionsResult Validate(string? name, MySqlSettings options)
        {
            if (options.ConnectionString.Length == 0)
                return ValidateOptionsResult.Success;
            try
            {
                var parsed = new MySqlConnectionStringBuilder(options.ConnectionString);
                return parsed.Server.Length > 0 && parsed.Database.Length > 0
                    ? ValidateOptionsResult.Success
                    : ValidateOptionsResult.Fail("MySql:ConnectionString must name a Server and a Database.");
            }
            catch (Exception e) when (e is ArgumentException or FormatException or DbException)
            {
                return ValidateOptionsResult.Fail(
                    "MySql:ConnectionString is not a MySQL connection string, for example "
                        + "'Server=mysql;Database=users;User ID=user;Password=...'."
                );
            }
        }
    }
}
