using Microsoft.AspNetCore.Http;

namespace LocalCluster.Network.Gateways;

/// <summary>The parts of a request that routes match.</summary>
/// <param name="Host">The host name in lower case, without a port.</param>
/// <param name="Path">The decoded path.</param>
/// <param name="Method">The method.</param>
/// <param name="Field">A header (all its lines), query parameter (the first) or cookie; null if there is
/// none.</param>
internal sealed record RequestFacts(
    string Host,
    string Path,
    string Method,
    Func<FieldPlace, string, string?> Field
)
{
    public static RequestFacts Of(HttpRequest request) =>
        new(
            request.Host.Host.TrimEnd('.').ToLowerInvariant(),
            request.Path.Value is { Length: > 0 } path ? path : "/",
            request.Method,
            (place, name) =>
                place switch
                {
                    FieldPlace.Header => request.Headers.TryGetValue(name, out var lines)
                        ? string.Join(',', lines.ToArray())
                        : null,
                    FieldPlace.Query => request.Query.TryGetValue(name, out var values) ? values[0] : null,
                    _ => request.Cookies[name],
                }
        );
}
