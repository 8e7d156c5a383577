using System.Net.Security;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>What Gateways and routes mean, with all that they refer to.</summary>
internal sealed class GatewayModel(ClusterView view)
{
    private readonly Certificates _certificates = new(view);
    private readonly ReferenceGrants _grants = new(view);

    public BackendResolver Backends => field ??= new BackendResolver(view, _grants);

    public Certificates Certificates => _certificates;

    /// <summary>A Gateway that is served here; null if there is none.</summary>
    public JsonObject? Gateway(ObjectName name) =>
        view.Get(Kinds.Gateway, name.Namespace, name.Name) is { } found
        && GatewayClassController.Serves(view, found)
            ? found
            : null;

    public IReadOnlyList<ListenerState> Listeners(JsonObject gateway) =>
        ListenerState.Of(gateway, reference => Certificate(gateway, reference));

    /// <summary>Where a route attaches through one of its references.</summary>
    public RouteAttachment Attach(
        JsonObject route,
        JsonObject parent,
        JsonObject gateway,
        IReadOnlyList<ListenerState> listeners
    )
    {
        var attachment = RouteAttachment.Of(route, parent, gateway, listeners, Labels(route.NamespaceName()));
        return attachment.Refused is null && RouteCompiler.Unsupported(route) is { } refused
            ? new RouteAttachment([], refused)
            : attachment;
    }

    /// <summary>The first backend of a route that cannot be used; null if all can.</summary>
    public Refused? Unresolved(JsonObject route) =>
        route
            .Items("spec", "rules")
            .SelectMany(rule => rule.Items("backendRefs"))
            .Select(reference => Backends.OfRoute(route.NamespaceName(), reference).Refused)
            .FirstOrDefault(refused => refused is not null);

    private IReadOnlyDictionary<string, string> Labels(string ns) =>
        view.Get(Kinds.Namespace, "", ns) is { } found ? found.Labels() : new Dictionary<string, string>();

    private (SslStreamCertificateContext? Found, Refused? Refused) Certificate(
        JsonObject gateway,
        JsonObject reference
    )
    {
        var ns = gateway.NamespaceName();
        var secret = new ObjectName(reference.Text("namespace") ?? ns, reference.Text("name") ?? "");
        if (reference.Text("group") is { Length: > 0 } || reference.Text("kind") is not (null or "Secret"))
            return (null, new Refused("InvalidCertificateRef", "Certificates come from Secrets only."));
        if (!_grants.Allow(Kinds.Gateway, ns, Kinds.Secret, secret))
        {
            return (
                null,
                new Refused(
                    "RefNotPermitted",
                    $"No ReferenceGrant in namespace {secret.Namespace} "
                        + $"lets Gateways of namespace {ns} use Secret {secret.Name}."
                )
            );
        }
        return _certificates.Get(secret) is { } found
            ? (found, null)
            : (
                null,
                new Refused(
                    "InvalidCertificateRef",
                    $"There is no Secret {secret} of type kubernetes.io/tls with a certificate and its key."
                )
            );
    }
}
