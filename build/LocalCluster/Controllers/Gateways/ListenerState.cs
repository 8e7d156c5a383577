using System.Net.Security;
using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>A listener of a Gateway, and whether it can be served.</summary>
internal sealed record ListenerState(JsonObject Spec)
{
    public string Name => Spec.Text("name") ?? "";

    public int Port => Spec.Count("port");

    public HostPattern Host => HostPattern.Of(Spec.Text("hostname"));

    public bool IsTls => Spec.Text("protocol") == "HTTPS";

    /// <summary>Whether HTTPRoutes may attach.</summary>
    public bool TakesRoutes { get; init; }

    /// <summary>Why it is not accepted.</summary>
    public Refused? Refused { get; init; }

    /// <summary>Why it conflicts with another one.</summary>
    public Refused? Conflict { get; init; }

    /// <summary>Why a reference cannot be resolved.</summary>
    public Refused? Unresolved { get; init; }

    public SslStreamCertificateContext? Certificate { get; init; }

    /// <summary>Whether requests can come in.</summary>
    public bool IsServed => Refused is null && Conflict is null && (!IsTls || Certificate is not null);

    /// <summary>The listeners of a Gateway.</summary>
    /// <param name="gateway">The Gateway.</param>
    /// <param name="certificate">The certificate that a reference of the Gateway leads to, or why there is
    /// none.</param>
    public static IReadOnlyList<ListenerState> Of(
        JsonObject gateway,
        Func<JsonObject, (SslStreamCertificateContext? Found, Refused? Refused)> certificate
    )
    {
        var listeners = gateway.Items("spec", "listeners").ToList();
        return [.. listeners.Select(listener => One(listener, listeners, certificate))];
    }

    private static ListenerState One(
        JsonObject listener,
        IReadOnlyList<JsonObject> all,
        Func<JsonObject, (SslStreamCertificateContext? Found, Refused? Refused)> certificate
    )
    {
        var protocol = listener.Text("protocol");
        var kinds = listener.Items("allowedRoutes", "kinds").ToList();
        var wrong = kinds.FirstOrDefault(k => !IsHttpRoute(k));
        var unresolved = wrong is null
            ? null
            : new Refused("InvalidRouteKinds", $"Routes of kind {wrong.Text("kind")} are not served.");
        SslStreamCertificateContext? found = null;
        if (protocol == "HTTPS")
        {
            var (read, refused) = listener.Items("tls", "certificateRefs").FirstOrDefault() is { } reference
                ? certificate(reference)
                : (null, new Refused("InvalidCertificateRef", "It names no certificate."));
            (found, unresolved) = (read, refused ?? unresolved);
        }
        return new ListenerState(listener)
        {
            TakesRoutes = kinds.Count == 0 || kinds.Any(IsHttpRoute),
            Refused = protocol is "HTTP" or "HTTPS"
                ? null
                : new Refused("UnsupportedProtocol", $"Protocol {protocol} is not served."),
            Conflict = all.Any(o =>
                o.Number("port") == listener.Number("port") && o.Text("protocol") != protocol
            )
                ? new Refused("ProtocolConflict", $"Port {listener.Number("port")} has several protocols.")
                : null,
            Unresolved = unresolved,
            Certificate = found,
        };
    }

    private static bool IsHttpRoute(JsonObject kind) =>
        kind.Text("kind") == "HTTPRoute" && (kind.Text("group") ?? Kinds.GatewayGroup) == Kinds.GatewayGroup;
}
