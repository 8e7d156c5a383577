namespace Slipway.Targets.Tests.Running;

/// <summary>A kubeconfig with the one context <c>near</c>.</summary>
internal static class Kubeconfig
{
    public static string For(string server, string token = "none") =>
        $"""
            apiVersion: v1
            kind: Config
            current-context: near
            clusters:
            - name: near
              cluster:
                server: {server}
            users:
            - name: anna
              user:
                token: {token}
            contexts:
            - name: near
              context:
                cluster: near
                user: anna

            """;
}
