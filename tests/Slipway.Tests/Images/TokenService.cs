using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Slipway.Tests.Images;

/// <summary>
/// Demands bearer tokens before a registry, and issues them at <c>/token</c> to whoever logs in.
/// </summary>
internal sealed class TokenService(RegistryFront front, int usesPerToken)
{
    private readonly ConcurrentDictionary<string, int> _uses = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new();

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
                Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..]))
            );
            var token = Guid.NewGuid().ToString("N");
            _uses[token] = 0;
            await context.Response.WriteAsync($$"""{"token":"{{token}}","expires_in":300}""");
            return true;
        }
        var used = authorization.StartsWith("Bearer ") ? authorization["Bearer ".Length..] : "";
        var request = $"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}";
        // Who comes back with a new token gets in, though others may have used it up on their way.
        if (
            _uses.ContainsKey(used)
            && (
                _uses.AddOrUpdate(used, 1, (_, uses) => uses + 1) <= usesPerToken
                || _refused.TryRemove(request, out _)
            )
        )
            return false;
        _refused[request] = true;
        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate =
            $"Bearer realm=\"http://{front.Host}/token\",service=\"the-registry\"";
        return true;
    }
}
