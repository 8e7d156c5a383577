using Microsoft.AspNetCore.Http;

namespace LocalCluster.Network.Gateways;

/// <summary>Answers the requests of one port by its routing table.</summary>
internal sealed class GatewayHandler(HttpForwarder forwarder, Func<RoutingTable> table)
{
    public async Task HandleAsync(HttpContext context)
    {
        var entry = table().Find(RequestFacts.Of(context.Request));
        if (entry is null)
        {
            await HttpForwarder.RefuseAsync(context, 404, "No route matches this request.");
            return;
        }
        if (entry.Rule.Filters.Redirect is { } redirect)
        {
            Send(context, entry, redirect);
            return;
        }
        if (entry.Rule.RoundRobin.Next() is not { } index)
            await HttpForwarder.RefuseAsync(context, 500, "All backends of the route have weight 0.");
        else if (entry.Rule.Backends[index] is { Endpoints: null } missing)
            await HttpForwarder.RefuseAsync(
                context,
                500,
                $"{missing.Name} does not exist, or this route may not use it."
            );
        else
            await forwarder.ForwardAsync(context, entry, entry.Rule.Backends[index]);
    }

    private static void Send(HttpContext context, RouteEntry entry, Redirect redirect)
    {
        context.Response.StatusCode = redirect.StatusCode;
        context.Response.Headers.Location = redirect.Location(
            context.Request.Scheme,
            context.Request.Host.Host,
            context.Connection.LocalPort,
            PassedRequest.RawPath(context),
            context.Request.QueryString.ToString(),
            entry.Match.Path
        );
        entry.Rule.Filters.Response.Apply(context.Response.Headers);
    }
}
