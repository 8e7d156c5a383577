using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// What a credential plugin printed (ExecCredential, client.authentication.k8s.io): a token, or a client certificate and
/// its key in PEM, or both.
/// </summary>
internal sealed record ExecCredential(
    string? Token,
    string? ClientCertificate,
    string? ClientKey,
    DateTimeOffset? Expires
)
{
    /// <summary>Reads an ExecCredential of the version that the kubeconfig requires.</summary>
    /// <exception cref="FormatException">It is none; the message continues a sentence about the plugin.</exception>
    public static ExecCredential Parse(string json, string apiVersion)
    {
        try
        {
            var document = JsonNode.Parse(json);
            if ((string?)document?["apiVersion"] is var version && version != apiVersion)
                throw new FormatException($"answered with apiVersion '{version}' instead of '{apiVersion}'");
            var status = document?["status"];
            var credential = new ExecCredential(
                (string?)status?["token"],
                (string?)status?["clientCertificateData"],
                (string?)status?["clientKeyData"],
                (string?)status?["expirationTimestamp"] is { } expires
                    ? DateTimeOffset.Parse(
                        expires,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal
                    )
                    : null
            );
            return credential is { Token: not null } or { ClientCertificate: not null, ClientKey: not null }
                ? credential
                : throw new FormatException("gave neither a token nor a client certificate with its key");
        }
        // Its output may hold a secret, so it is not quoted.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("printed no ExecCredential in JSON");
        }
    }
}
