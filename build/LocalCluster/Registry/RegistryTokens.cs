using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace LocalCluster.Registry;

/// <summary>What a caller may do.</summary>
internal enum RegistryRight
{
    /// <summary>Nothing: the credentials are wrong or have expired.</summary>
    None,

    /// <summary>Read, as everybody on this machine may.</summary>
    Pull,

    /// <summary>Write too.</summary>
    Push,
}

/// <summary>
/// Who may do what: whoever has the registry's token may write, everybody may read. The token is the password
/// of any user (Basic), or itself the credential (Bearer), or is exchanged for a token that expires
/// (distribution project, token authentication). Those need no memory: they are signed.
/// </summary>
internal sealed class RegistryTokens(string secret, TimeProvider time)
{
    /// <summary>How long a token is valid.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The right that an Authorization header gives; null without one.</summary>
    public RegistryRight? Of(string header)
    {
        if (header.Length == 0)
            return null;
        if (
            !AuthenticationHeaderValue.TryParse(header, out var given) || given.Parameter is not { } parameter
        )
            return RegistryRight.None;
        if (given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return IsSecret(Password(parameter)) ? RegistryRight.Push : RegistryRight.None;
        return !given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? RegistryRight.None
            : IsSecret(parameter) ? RegistryRight.Push
            : Signed(parameter);
    }

    /// <summary>A token for a right.</summary>
    public string Issue(RegistryRight right) =>
        Sign(right, (time.GetUtcNow() + Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    private RegistryRight Signed(string token)
    {
        if (
            token.Split('.') is not [var name, var end, _]
            || !Enum.TryParse<RegistryRight>(name, out var right)
            || !long.TryParse(end, CultureInfo.InvariantCulture, out var seconds)
        )
            return RegistryRight.None;
        return IsSame(token, Sign(right, end)) && seconds > time.GetUtcNow().ToUnixTimeSeconds()
            ? right
            : RegistryRight.None;
    }

    private string Sign(RegistryRight right, string end)
    {
        var text = $"{right}.{end}";
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        return $"{text}.{Convert.ToHexStringLower(mac)}";
    }

    private bool IsSecret(string given) => IsSame(given, secret);

    private static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Password(string basic)
    {
        var bytes = new byte[basic.Length];
        if (!Convert.TryFromBase64String(basic, bytes, out var count))
            return "";
        var both = Encoding.UTF8.GetString(bytes, 0, count);
        return both[(both.IndexOf(':') + 1)..];
    }
}
