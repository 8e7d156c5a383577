using System.Text;
using LocalCluster.Objects;
using Slipway.Formats;

namespace LocalCluster.Hosting;

/// <summary>Writes the kubeconfig file; its context is <c>slipway-local</c>.</summary>
internal static class KubeconfigFile
{
    public static void Write(string path, AddressBlock addresses, Credentials credentials) =>
        AtomicFile.WritePrivate(path, Text(addresses, Base64(credentials.AuthorityPem), credentials.Token));

    private static string Text(AddressBlock addresses, string authority, string token) =>
        $"""
            apiVersion: v1
            kind: Config
            current-context: slipway-local
            clusters:
            - name: slipway-local
              cluster:
                server: https://{addresses.Api}
                certificate-authority-data: {authority}
            users:
            - name: slipway-local
              user:
                token: {token}
            contexts:
            - name: slipway-local
              context:
                cluster: slipway-local
                user: slipway-local

            """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
