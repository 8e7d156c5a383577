using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace User.Sessions;

/// <summary>
/// The secret of a session: 256 random bits. Stores keep only its digest, which is useless for logging in. It
/// has no ToString, so that it cannot end up in a log by mistake.
/// </summary>
internal sealed class SessionToken
{
    private const int Bytes = 32;
    private const string Scheme = "Bearer ";

    private readonly string _text;

    private SessionToken(string text) => _text = text;

    /// <summary>The SHA-256 of the token, in lower-case hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_text)));

    /// <summary>Creates a random token.</summary>
    public static SessionToken Create() =>
        new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>The token of a request (RFC 6750), or null.</summary>
    public static SessionToken? Of(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        if (!given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var text = given[Scheme.Length..].Trim();
        return Base64Url.IsValid(text, out var length) && length == Bytes ? new SessionToken(text) : null;
    }

    /// <summary>The token itself, for the response to its owner.</summary>
    public string Reveal() => _text;
}
