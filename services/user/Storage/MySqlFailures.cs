using System.Net.Sockets;
using MySql.Data.MySqlClient;

namespace User.Storage;

/// <summary>What went wrong in MySQL, by the numbers of its error reference.</summary>
internal static class MySqlFailures
{
    // ER_CON_COUNT_ERROR, ER_SERVER_SHUTDOWN, network packets (1156-1161), ER_LOCK_WAIT_TIMEOUT,
    // ER_LOCK_DEADLOCK, ER_OPTION_PREVENTS_STATEMENT (a replica that is not primary yet), and the client's
    // CR_* of lost connections.
    private static readonly HashSet<int> Passing =
    [
        1040,
        1042,
        1043,
        1053,
        1156,
        1157,
        1158,
        1159,
        1160,
        1161,
        1205,
        1213,
        1290,
        2002,
        2003,
        2006,
        2013,
    ];

    /// <summary>Whether the same call may succeed a moment later.</summary>
    public static bool Passes(Exception failure) =>
        failure switch
        {
            MySqlException { Number: var number } when Passing.Contains(number) => true,
            // Below the protocol there is no number: the connection broke or could not be made.
            MySqlException { Number: 0 } => true,
            IOException or SocketException or TimeoutException => true,
            { InnerException: { } inner } => Passes(inner),
            _ => false,
        };

    /// <summary>Whether a unique key has the value already (ER_DUP_ENTRY).</summary>
    public static bool IsDuplicate(MySqlException failure) => failure.Number == 1062;
}
