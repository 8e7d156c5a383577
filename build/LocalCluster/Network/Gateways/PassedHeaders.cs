using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LocalCluster.Network.Gateways;

/// <summary>Which headers a proxy passes on (RFC 9110 section 7.6.1), and which it adds.</summary>
internal static class PassedHeaders
{
    /// <summary>
    /// They concern one connection alone. Expect is answered here, as soon as a backend takes the body.
    /// </summary>
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Expect",
        "Host",
        "HTTP2-Settings",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    /// <summary>Whether a header goes on, given what the Connection header names.</summary>
    public static bool Passes(string name, IReadOnlyCollection<string> named) =>
        name.Length > 0
        && name[0] != ':'
        && !OfConnection.Contains(name)
        && !named.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names in a Connection header.</summary>
    public static IReadOnlyCollection<string> Named(IEnumerable<string?> connection) =>
        [
            .. connection.SelectMany(line =>
                (line ?? "").Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            ),
        ];

    /// <summary>The headers of a request as the backend shall see them.</summary>
    public static IHeaderDictionary Of(HttpRequest request, IPAddress? caller, bool upgrades)
    {
        var named = Named(request.Headers.Connection);
        IHeaderDictionary passed = new HeaderDictionary();
        foreach (var (name, values) in request.Headers.Where(h => Passes(h.Key, named)))
        {
            // HTTP/2 lets a client send cookies one by one; HTTP/1.1 does not (RFC 9113 section 8.2.3).
            passed[name] = name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase)
                ? string.Join("; ", values.ToArray())
                : values;
        }
        if (request.Headers.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase))
            passed.TE = "trailers";
        if (upgrades)
            (passed.Connection, passed.Upgrade) = ("Upgrade", request.Headers.Upgrade);
        if (caller is not null)
        {
            var address = (caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller).ToString();
            var before = string.Join(", ", request.Headers["X-Forwarded-For"].ToArray());
            passed["X-Forwarded-For"] = before.Length == 0 ? address : $"{before}, {address}";
        }
        passed["X-Forwarded-Host"] = request.Host.Value;
        passed["X-Forwarded-Proto"] = request.Scheme;
        return passed;
    }

    /// <summary>Puts the headers of an answer into the response.</summary>
    public static void CopyBack(HttpResponseMessage answer, IHeaderDictionary headers)
    {
        var named = Named(answer.Headers.Connection);
        foreach (
            var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
        )
        {
            if (Passes(name, named))
                headers[name] = new StringValues([.. values]);
        }
        if (
            answer.StatusCode == HttpStatusCode.SwitchingProtocols
            && answer.Headers.NonValidated.TryGetValues("Upgrade", out var upgrade)
        )
            headers.Upgrade = upgrade.ToString();
    }
}
