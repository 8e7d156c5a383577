using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Slipway.Tests.Images;

/// <summary>
/// Demands bearer tokens before a registry, and issues them at <c>/token</c> to whoever logs in.
/// </summary>
internal sealed class TokenService(RegistryFront front, int usesPerToken)
{
    private readonly ConcurrentDictionary<string, int> _uses = new();

    public ConcurrentQueue<string> Queries { get; } = new();

    public ConcurrentQueue<string> Logins { get; } = new();

    public int Issued => _uses.Count;

    public async Task<bool> HandleAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (context.Request.Path == "/token")
        {
            Queries.Enqueue(context.Request.QueryString.Value!.TrimStart('?'));
            Logins.Enqueue(
                Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..])));
            var token = Guid.NewGuid().ToString("N");
            _uses[token] = 0;
            await context.Response.WriteAsync($$"""{"token":"{{token}}","expires_in":300}""");
            return true;
        }
        var used = authorization.StartsWith("Bearer ") ? authorization["Bearer ".Length..] : "";
        if (_uses.ContainsKey(used) && _uses.AddOrUpdate(used, 1, (_, uses) => uses + 1) <= usesPerToken)
            return false;
        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate =
            $"Bearer realm=\"http://{front.Host}/token\",service=\"the-registry\"";
        return true;
    }
}
