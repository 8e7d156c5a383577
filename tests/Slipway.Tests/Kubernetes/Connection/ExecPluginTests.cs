using k8s;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;

namespace Slipway.Tests.Kubernetes.Connection;

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
        Assert.Equal("Bearer made-for-x-anna", await HeaderAsync(await LoadAsync(version)));
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
        await HeaderAsync(
            await LoadAsync("client.authentication.k8s.io/v1", "\n      provideClusterInfo: true")
        );
        var info = await File.ReadAllTextAsync(Path.Combine(_folder, "info"), Stop);
        Assert.Contains("\"kind\":\"ExecCredential\"", info);
        Assert.Contains("\"server\":\"https://c.example.com\"", info);
    }

    [Fact]
    public async Task An_expired_token_is_renewed_and_a_valid_one_is_kept()
    {
        Plugin(
            $$$"""
            n=$(cat {{{_folder}}}/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > {{{_folder}}}/n
            [ $n -ge 2 ] && year=2999 || year=2001
            echo '{"apiVersion":"client.authentication.k8s.io/v1",'
            echo '"status":{"token":"'$n'","expirationTimestamp":"'$year'-01-01T00:00:00Z"}}'
            """
        );
        using var client = ServerTrust.Client(await LoadAsync("client.authentication.k8s.io/v1"));
        Assert.Equal("Bearer 2", await HeaderAsync(client));
        Assert.Equal("Bearer 2", await HeaderAsync(client));
    }

    [Theory]
    [InlineData("echo no; echo help >&2; exit 3", "failed with exit code 3: help")]
    [InlineData("echo no", "printed no ExecCredential")]
    [InlineData(
        """echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"t"}}'""",
        "instead of"
    )]
    [InlineData(
        """echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{}}'""",
        "neither a token nor"
    )]
    public async Task A_plugin_that_fails_is_named_with_the_reason_and_a_hint(string script, string expected)
    {
        Plugin(script);
        var e = await Assert.ThrowsAsync<CredentialsUnavailableException>(() =>
            LoadAsync("client.authentication.k8s.io/v1", "\n      installHint: see the wiki")
        );
        Assert.Contains(expected, e.What);
        Assert.Contains($"the credential plugin '{_folder}/plugin'", e.What);
        Assert.EndsWith("\nsee the wiki", e.What);
        Assert.Contains(" of context ", e.Where);
        Assert.StartsWith($"Log in again with the program that '{_folder}/plugin' belongs to", e.Next);
        Assert.DoesNotContain("   at ", e.What);
    }

    [Fact]
    public async Task A_missing_plugin_is_named_with_how_to_get_it()
    {
        var e = await Assert.ThrowsAsync<CredentialsUnavailableException>(() =>
            LoadAsync("client.authentication.k8s.io/v1", "\n      installHint: apt install plugin")
        );
        Assert.Contains("cannot be started", e.What);
        Assert.EndsWith("\napt install plugin", e.What);
    }

    [Fact]
    public async Task Arguments_with_blanks_and_quotes_arrive_as_they_are_written()
    {
        Plugin(
            $$$"""
            printf '%s\n' "$@" > {{{_folder}}}/arguments
            echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}'
            """
        );
        await LoadAsync(
            "client.authentication.k8s.io/v1",
            arguments: """["two words", 'a "quoted" one', "it's"]"""
        );
        Assert.Equal(
            ["two words", "a \"quoted\" one", "it's"],
            await File.ReadAllLinesAsync(Path.Combine(_folder, "arguments"), Stop)
        );
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<string?> HeaderAsync(KubernetesClientConfiguration config)
    {
        using var client = ServerTrust.Client(config);
        return await HeaderAsync(client);
    }

    private static async Task<string?> HeaderAsync(k8s.Kubernetes client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, client.BaseUri);
        await client.Credentials!.ProcessHttpRequestAsync(request, Stop);
        return request.Headers.Authorization?.ToString();
    }

    private async Task<KubernetesClientConfiguration> LoadAsync(
        string version,
        string more = "",
        string arguments = "[x]"
    )
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
                  args: {arguments}
                  env: [{"{name: WHO, value: anna}"}]{more}
            """
        );
        return (await Kubeconfig.ChooseAsync(file, null, TimeProvider.System, Stop)).Configuration;
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
