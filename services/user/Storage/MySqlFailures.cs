using System.Net.Sockets;
using MySqlConnector;

namespace User.Storage;

/// <summary>Classifies MySQL errors.</summary>
internal static class MySqlFailures
{
    /// <summary>Whether a retry may succeed.</summary>
    public static bool IsTransient(Exception failure) =>
        failure switch
        {
            MySqlException { IsTransient: true } => true,
            MySqlException
            {
                ErrorCode: MySqlErrorCode.ServerShutdown
                    or MySqlErrorCode.CommandTimeoutExpired
                    or MySqlErrorCode.QueryInterrupted
                    // A replica that is not yet the primary.
                    or MySqlErrorCode.OptionPreventsStatement
            } => true,
            IOException or SocketException or TimeoutException => true,
            { InnerException: { } inner } => IsTransient(inner),
            _ => false,
        };

    /// <summary>Whether a unique key already has the value.</summary>
    public static bool IsDuplicate(MySqlException failure) =>
        failure.ErrorCode == MySqlErrorCode.DuplicateKeyEntry;
}
