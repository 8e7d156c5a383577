using System.Net.Sockets;
using MySqlConnector;

namespace User.Storage;

/// <summary>What went wrong in MySQL.</summary>
internal static class MySqlFailures
{
    /// <summary>Whether the same call may succeed a moment later.</summary>
    public static bool IsTransient(Exception failure) =>
        failure switch
        {
            MySqlException { IsTransient: true } => true,
            MySqlException
            {
                ErrorCode: MySqlErrorCode.ServerShutdown
                    or MySqlErrorCode.CommandTimeoutExpired
                    or MySqlErrorCode.QueryInterrupted
                    // A replica that is not the primary yet.
                    or MySqlErrorCode.OptionPreventsStatement
            } => true,
            IOException or SocketException or TimeoutException => true,
            { InnerException: { } inner } => IsTransient(inner),
            _ => false,
        };

    /// <summary>Whether a unique key has the value already.</summary>
    public static bool IsDuplicate(MySqlException failure) =>
        failure.ErrorCode == MySqlErrorCode.DuplicateKeyEntry;
}
