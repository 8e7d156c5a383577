using System.Net;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Access;

/// <summary>
/// Recognises requests that a browser sends for the page of another site. A name of that site can be made to
/// lead to a loopback address (DNS rebinding), but the page cannot choose the headers Host and Origin. Pure.
/// </summary>
internal static class LocalRequests
{
    /// <summary>Why a request is refused; null if it is for this machine, and from none of another site's
    /// pages.</summary>
    /// <param name="request">The request.</param>
    /// <param name="names">Further names under which the server is known.</param>
    public static string? Refusal(HttpRequest request, params IReadOnlyCollection<string> names)
    {
        if (!IsLocal(request.Host.Host, names))
            return $"Host '{request.Host.Value}' is not this machine: use its loopback address";
        var origin = request.Headers.Origin;
        return
            origin.Count == 0
            || (
                origin.Count == 1
                && Uri.TryCreate(origin[0], UriKind.Absolute, out var from)
                && IsLocal(from.Host, names)
            )
            ? null
            : $"Origin '{origin}' is not this machine: pages of other sites are not answered";
    }

    private static bool IsLocal(string host, IReadOnlyCollection<string> names) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || names.Contains(host, StringComparer.OrdinalIgnoreCase);
}
