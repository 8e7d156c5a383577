using LocalCluster.Resources;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.Api.Http.Streams.Channels;

/// <summary>Which way a client wants to have its streams, and what both sides speak.</summary>
internal static class StreamUpgrade
{
    private const string Spdy = "SPDY/3.1";
    private const string ProtocolHeader = "X-Stream-Protocol-Version";

    /// <summary>Whether the client asks for SPDY on this connection.</summary>
    public static bool IsSpdy(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && context.Request.Headers.Upgrade.ToString().Equals(Spdy, StringComparison.OrdinalIgnoreCase);

    /// <summary>Turns the connection into one of SPDY that speaks one of the protocols.</summary>
    /// <exception cref="ApiException">403: the client speaks none of them.</exception>
    public static Task<Stream> UpgradeAsync(HttpContext context, params string[] protocols)
    {
        var offered = context.Request.Headers.GetCommaSeparatedValues(ProtocolHeader);
        var protocol = offered.FirstOrDefault(protocols.Contains) ?? throw NoProtocol(offered, protocols);
        context.Response.Headers.Upgrade = Spdy;
        context.Response.Headers[ProtocolHeader] = protocol;
        return context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>The refusal of a client that asks for no streams at all.</summary>
    public static ApiException NoUpgrade() => Refusals.BadRequest("Upgrade request required");

    public static ApiException NoProtocol(IEnumerable<string> offered, IEnumerable<string> accepted) =>
        new(
            403,
            "Forbidden",
            "unable to upgrade: unable to negotiate protocol: client supports "
                + $"[{string.Join(' ', offered)}], server accepts [{string.Join(' ', accepted)}]"
        );
}
