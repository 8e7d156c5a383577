using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace User.Sessions;

/// <summary>
/// What proves a session: 256 random bits, which its owner alone has. Stores keep the digest, with which
/// nobody can log in. It has no text of its own, so that it comes into no log by mistake.
/// </summary>
internal sealed class SessionToken
{
    private const int Bytes = 32;
    private const string Scheme = "Bearer ";

    private readonly string _text;

    private SessionToken(string text) => _text = text;

    /// <summary>The SHA-256 of the token, in lower-case hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_text)));

    /// <summary>A new one.</summary>
    public static SessionToken Create() =>
        new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>The token that a request shows (RFC 6750); null where it shows none.</summary>
    public static SessionToken? Of(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        if (!given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var text = given[Scheme.Length..].Trim();
        return Base64Url.IsValid(text, out var length) && length == Bytes ? new SessionToken(text) : null;
    }

    /// <summary>For its owner's eyes.</summary>
    public string Reveal() => _text;
}
