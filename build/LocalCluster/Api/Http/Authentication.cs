using System.Security.Cryptography;
using System.Text;
using LocalCluster.Api.Access;
using LocalCluster.Resources;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Knows users by their bearer tokens: the administrator, and ServiceAccounts.</summary>
internal sealed class Authentication(string token, AccountTokens accounts)
{
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Who asks.</summary>
    /// <exception cref="ApiException">401: no token, or one that does not hold.</exception>
    public User Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var given = header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? header["Bearer ".Length..].Trim()
            : "";
        return Identify(given, [AccountTokens.Issuer]) ?? throw Refusals.Unauthorized();
    }

    /// <summary>The user of a token; null if it is not valid for any of the audiences.</summary>
    public User? Identify(string given, IReadOnlyCollection<string> audiences)
    {
        var isOurs = CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            _expected
        );
        return isOurs && audiences.Contains(AccountTokens.Issuer)
            ? User.Administrator
            : accounts.Verify(given, audiences);
    }
}
