using System.Text;

namespace LocalCluster.Hosting;

/// <summary>Writes the file that lets kubectl in; its context is <c>slipway-local</c>.</summary>
internal static class KubeconfigFile
{
    public static void Write(string path, AddressBlock addresses, Credentials credentials) => PrivateFile.Write(path, $"""
        apiVersion: v1
        kind: Config
        current-context: slipway-local
        clusters:
        - name: slipway-local
          cluster:
            server: https://{addresses.Api}
            certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials.AuthorityPem))}
        users:
        - name: slipway-local
          user:
            token: {credentials.Token}
        contexts:
        - name: slipway-local
          context:
            cluster: slipway-local
            user: slipway-local

        """);
}
