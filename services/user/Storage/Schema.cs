namespace User.Storage;

/// <summary>
/// The schema as a list of migrations. A released step never changes; a new one must leave the tables usable
/// for the previous version, which keeps serving while a release rolls out or is rolled back.
/// </summary>
internal static class Schema
{
    /// <summary>
    /// The steps in their order; the version of a schema is how many were taken. MySQL commits around each
    /// statement, so a step must do no harm when it is taken again after it was cut short.
    /// </summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        """
            CREATE TABLE IF NOT EXISTS accounts (
                id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
                email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                password_version INT NOT NULL,
                created_at DATETIME(6) NOT NULL,
                UNIQUE KEY accounts_email (email)
            ) ENGINE = InnoDB
            """,
    ];

    /// <summary>The table that holds the version.</summary>
    public const string VersionTable =
        "CREATE TABLE IF NOT EXISTS schema_steps "
        + "(step INT NOT NULL PRIMARY KEY, taken_at DATETIME(6) NOT NULL) ENGINE = InnoDB";
}
