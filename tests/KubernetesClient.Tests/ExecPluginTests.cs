using k8s;
using k8s.Exceptions;

namespace KubernetesClient.Tests;

public sealed class ExecPluginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exec-plugin-").FullName;

    public ExecPluginTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the plugins of these tests are shell scripts");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("client.authentication.k8s.io/v1")]
    [InlineData("client.authentication.k8s.io/v1beta1")]
    public async Task A_plugins_token_is_put_on_requests(string version)
    {
        Plugin(
            $$$"""
            echo '{"apiVersion":"{{{version}}}","kind":"ExecCredential",'
            echo '"status":{"token":"made-for-'$1'-'$WHO'"}}'
            """
        );
        Assert.Equal("Bearer made-for-x-anna", await HeaderAsync(Load(version)));
    }

    [Fact]
    public async Task A_plugin_is_told_what_it_is_asked_for_and_about_the_cluster()
    {
        Plugin(
            $$$"""
            echo "$KUBERNETES_EXEC_INFO" > {{{_folder}}}/info
            echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}'
            """
        );
        await HeaderAsync(Load("client.authentication.k8s.io/v1", "\n      provideClusterInfo: true"));
        var info = await File.ReadAllTextAsync(
            Path.Combine(_folder, "info"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("\"kind\":\"ExecCredential\"", info);
        Assert.Contains("\"server\":\"https://c.example.com\"", info);
    }

    [Fact]
    public async Task An_expired_token_is_made_anew_and_a_valid_one_is_kept()
    {
        Plugin(
            $$$"""
            n=$(cat {{{_folder}}}/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > {{{_folder}}}/n
            [ $n -ge 2 ] && year=2999 || year=2001
            echo '{"apiVersion":"client.authentication.k8s.io/v1",'
            echo '"status":{"token":"'$n'","expirationTimestamp":"'$year'-01-01T00:00:00Z"}}'
            """
        );
        using var client = new Kubernetes(Load("client.authentication.k8s.io/v1"));
        Assert.Equal("Bearer 2", await HeaderAsync(client));
        Assert.Equal("Bearer 2", await HeaderAsync(client));
    }

    [Theory]
    [InlineData("echo no; echo help >&2; exit 3", "ended with 3: help")]
    [InlineData("echo no", "printed no ExecCredential")]
    [InlineData(
        """echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"t"}}'""",
        "instead of"
    )]
    [InlineData(
        """echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{}}'""",
        "neither a token nor"
    )]
    public void A_plugin_that_fails_is_named_with_the_reason(string script, string expected)
    {
        Plugin(script);
        var e = Assert.Throws<KubeConfigException>(() => Load("client.authentication.k8s.io/v1"));
        Assert.Contains(expected, e.Message);
        Assert.Contains("plugin", e.Message);
    }

    [Fact]
    public void A_missing_plugin_is_named_with_how_to_get_it()
    {
        var e = Assert.Throws<KubeConfigException>(() =>
            Load("client.authentication.k8s.io/v1", "\n      installHint: apt install plugin")
        );
        Assert.Contains("apt install plugin", e.Message);
    }

    private static async Task<string?> HeaderAsync(KubernetesClientConfiguration config)
    {
        using var client = new Kubernetes(config);
        return await HeaderAsync(client);
    }

    private static async Task<string?> HeaderAsync(Kubernetes client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, client.BaseUri);
        await client.Credentials!.ProcessHttpRequestAsync(request, TestContext.Current.CancellationToken);
        return request.Headers.Authorization?.ToString();
    }

    private KubernetesClientConfiguration Load(string version, string more = "")
    {
        var file = Path.Combine(_folder, "config");
        File.WriteAllText(
            file,
            $"""
            current-context: one
            contexts: [{"{name: one, context: {cluster: c, user: u}}"}]
            clusters: [{"{name: c, cluster: {server: 'https://c.example.com'}}"}]
            users:
            - name: u
              user:
                exec:
                  apiVersion: {version}
                  command: ./plugin
                  args: [x]
                  env: [{"{name: WHO, value: anna}"}]{more}
            """
        );
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(file);
    }

    private void Plugin(string script)
    {
        var path = Path.Combine(_folder, "plugin");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
