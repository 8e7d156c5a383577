using System.Globalization;
using System.Text.Json;
using Slipway.Values;

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
        JsonElement document;
        try
        {
            document = UntrustedJson.Parse(json, "it");
        }
        // Its output may hold a secret, so it is not quoted.
        catch (FormatException)
        {
            throw new FormatException("printed no ExecCredential in JSON");
        }
        if (document.ValueKind != JsonValueKind.Object)
            throw new FormatException("printed no ExecCredential in JSON");
        var version = document.Text("apiVersion");
        if (version != apiVersion)
            throw new FormatException($"answered with apiVersion '{version}' instead of '{apiVersion}'");
        var status = document.Field("status");
        var credential = new ExecCredential(
            status.Text("token"),
            status.Text("clientCertificateData"),
            status.Text("clientKeyData"),
            status.Text("expirationTimestamp") is { } expires ? Time(expires) : null
        );
        return credential is { Token: not null } or { ClientCertificate: not null, ClientKey: not null }
            ? credential
            : throw new FormatException("gave neither a token nor a client certificate with its key");
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : throw new FormatException($"says that its credential expires at '{text}', which is not a time");
}
