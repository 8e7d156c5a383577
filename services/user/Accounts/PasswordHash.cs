using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace User.Accounts;

/// <summary>
/// Stored passwords: <c>pbkdf2-sha512$iterations$salt$hash</c>, the last two in Base64 (PBKDF2, RFC 8018).
/// Each hash stores its number of iterations, so raising it leaves older hashes valid.
/// </summary>
internal static class PasswordHash
{
    // As OWASP recommends for PBKDF2 with HMAC-SHA512.
    private const int Iterations = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const string Scheme = "pbkdf2-sha512";

    /// <summary>Matches no password, but takes as long to verify as any other hash.</summary>
    public static readonly string OfNobody = Write(new byte[SaltBytes], new byte[HashBytes]);

    /// <summary>Hashes a password with a random salt.</summary>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Write(salt, Derive(password, salt, Iterations, HashBytes));
    }

    /// <summary>Whether the hash is that of the password.</summary>
    /// <exception cref="FormatException">The text is not such a hash.</exception>
    public static bool Matches(string password, string hash)
    {
        var parts = hash.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme)
            throw new FormatException(
                $"A stored password hash is not of the form {Scheme}$iterations$salt$hash."
            );
        var iterations = int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture);
        var expected = Convert.FromBase64String(parts[3]);
        var actual = Derive(password, Convert.FromBase64String(parts[2]), iterations, expected.Length);
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }

    private static byte[] Derive(string password, byte[] salt, int iterations, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password),
            salt,
            iterations,
            HashAlgorithmName.SHA512,
            length
        );

    private static string Write(byte[] salt, byte[] hash) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}"
        );
}
