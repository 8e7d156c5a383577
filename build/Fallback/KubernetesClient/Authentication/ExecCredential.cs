using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s.Authentication;

/// <summary>
/// What a credential plugin printed: a token, or a client certificate and its key, or both.
/// </summary>
internal sealed record ExecCredential(
    string? Token,
    string? ClientCertificate,
    string? ClientKey,
    DateTimeOffset? Expires
)
{
    /// <summary>Reads an ExecCredential of the version that the kubeconfig asks for.</summary>
    public static ExecCredential Parse(string json, ExternalExecution plugin)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new KubeConfigException($"'{plugin.Command}' printed no ExecCredential in JSON", e);
        }
        var version = (string?)document?["apiVersion"];
        if (version != plugin.ApiVersion)
            throw new KubeConfigException(
                $"'{plugin.Command}' answered with api version '{version}' instead of '{plugin.ApiVersion}'"
            );
        var status = document?["status"];
        var credential = new ExecCredential(
            (string?)status?["token"],
            (string?)status?["clientCertificateData"],
            (string?)status?["clientKeyData"],
            (string?)status?["expirationTimestamp"] is { } expires
                ? DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                : null
        );
        if (
            credential.Token is null
            && (credential.ClientCertificate is null || credential.ClientKey is null)
        )
            throw new KubeConfigException(
                $"'{plugin.Command}' gave neither a token nor a client certificate with its key"
            );
        return credential;
    }
}
