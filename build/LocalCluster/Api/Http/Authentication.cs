using System.Security.Cryptography;
using System.Text;
using LocalCluster.Api.Access;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Knows users by their bearer tokens: the administrator, and ServiceAccounts.</summary>
internal sealed class Authentication(string token, AccountTokens accounts)
{
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Who asks; the administrator may take on another name (<c>kubectl --as</c>).</summary>
    /// <exception cref="ApiException">401: no token, or one that does not hold. 403: the other name is
    /// refused.</exception>
    public User Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var given = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..].Trim()
            : "";
        var isOurs = CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)), _expected);
        var user = isOurs ? User.Administrator : accounts.Verify(given) ?? throw Refusals.Unauthorized();
        var name = request.Headers["Impersonate-User"].ToString();
        if (name.Length == 0)
            return user;
        return user.IsMaster
            ? User.Named(name, [.. request.Headers["Impersonate-Group"].OfType<string>()])
            : throw new AccessRequest("impersonate", "", "users", "", name).Refusal(user);
    }
}
