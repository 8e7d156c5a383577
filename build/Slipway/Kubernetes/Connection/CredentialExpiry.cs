using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Slipway.Values;

namespace Slipway.Kubernetes.Connection;

/// <summary>Reads from credentials until when they are valid, where they say so. Pure.</summary>
internal static class CredentialExpiry
{
    /// <summary>The end of a certificate (RFC 5280, notAfter); null for text that is none.</summary>
    /// <param name="pem">The certificate, or a chain that begins with it.</param>
    public static DateTimeOffset? OfCertificate(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The end of a JSON Web Token (RFC 7519, <c>exp</c>); null for any other token.</summary>
    public static DateTimeOffset? OfToken(string token)
    {
        if (token.Split('.') is not [_, var claims, _] || !Base64Url.IsValid(claims))
            return null;
        try
        {
            var json = UntrustedJson.Parse(Base64Url.DecodeFromChars(claims), "it");
            return json.Field("exp").Number() is { } seconds and > 0 and < 253_402_300_800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
