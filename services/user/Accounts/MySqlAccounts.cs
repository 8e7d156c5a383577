using System.Data.Common;
using MySqlConnector;
using User.Storage;

namespace User.Accounts;

/// <summary>Accounts in MySQL. Every call is idempotent: it is retried when the answer to the first one is
/// lost.</summary>
internal sealed class MySqlAccounts(MySqlDatabase database) : IAccountStore
{
    private const string Select =
        "SELECT id, email, name, password_hash, password_version, created_at FROM accounts WHERE ";

    public Task<bool> AddAsync(Account account, CancellationToken cancellation) =>
        database.CallAsync(
            async (connection, stop) =>
            {
                await using var insert = Command(
                    connection,
                    "INSERT INTO accounts (id, email, name, password_hash, password_version, created_at) "
                        + "VALUES (@id, @email, @name, @hash, @version, @created)",
                    ("@id", account.Id.ToString()),
                    ("@email", account.Email.Value),
                    ("@name", account.Name),
                    ("@hash", account.PasswordHash),
                    ("@version", account.PasswordVersion),
                    ("@created", account.CreatedAt.UtcDateTime)
                );
                try
                {
                    await insert.ExecuteNonQueryAsync(stop);
                    return true;
                }
                catch (MySqlException e) when (MySqlFailures.IsDuplicate(e))
                {
                    var there = await ReadAsync(connection, "id = @value", account.Id.ToString(), stop);
                    return there?.Id == account.Id;
                }
            },
            cancellation
        );

    public Task<Account?> FindAsync(Guid id, CancellationToken cancellation) =>
        database.CallAsync(
            (connection, stop) => ReadAsync(connection, "id = @value", id.ToString(), stop),
            cancellation
        );

    public Task<Account?> FindAsync(EmailAddress email, CancellationToken cancellation) =>
        database.CallAsync(
            (connection, stop) => ReadAsync(connection, "email = @value", email.Value, stop),
            cancellation
        );

    public Task<bool> SetPasswordAsync(Account seen, string hash, CancellationToken cancellation) =>
        database.CallAsync(
            async (connection, stop) =>
            {
                await using var update = Command(
                    connection,
                    "UPDATE accounts SET password_hash = @hash, password_version = @next WHERE id = @id "
                        + "AND (password_version = @version OR (password_version = @next AND password_hash = @hash))",
                    ("@id", seen.Id.ToString()),
                    ("@hash", hash),
                    ("@version", seen.PasswordVersion),
                    ("@next", seen.PasswordVersion + 1)
                );
                // Counts matched rows, changed or not.
                return await update.ExecuteNonQueryAsync(stop) == 1;
            },
            cancellation
        );

    private static async Task<Account?> ReadAsync(
        MySqlConnection connection,
        string condition,
        string value,
        CancellationToken stop
    )
    {
        await using var select = Command(connection, Select + condition, ("@value", value));
        await using var reader = await select.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Read(reader) : null;
    }

    private static Account Read(DbDataReader row) =>
        new(
            row.GetGuid(0),
            EmailAddress.Parse(row.GetString(1))
                ?? throw new FormatException("A stored e-mail address is invalid."),
            row.GetString(2),
            row.GetString(3),
            row.GetInt32(4),
            new DateTimeOffset(row.GetDateTime(5), TimeSpan.Zero)
        );

    private static MySqlCommand Command(
        MySqlConnection connection,
        string text,
        params IEnumerable<(string Name, object Value)> values
    )
    {
        var command = new MySqlCommand(text, connection);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
