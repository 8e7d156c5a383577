using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;

namespace Slipway.Tests.Kubernetes;

public sealed class ConnectTests(RunningCluster running) : IClassFixture<RunningCluster>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_missing_kubeconfig_is_named()
    {
        var e = await Assert.ThrowsAsync<KubeconfigMissingException>(() =>
            ConnectAsync(Path.Combine(_folder.Path, "none"), null)
        );
        Assert.Equal(Path.Combine(_folder.Path, "none"), e.Where);
    }

    [Fact]
    public async Task An_unknown_context_is_named_with_those_that_exist()
    {
        var e = await Assert.ThrowsAsync<UnknownContextException>(() =>
            ConnectAsync(Kubeconfig("https://127.0.0.1:1"), "staging")
        );
        Assert.Equal("The kubeconfig has no context 'staging'; it has 'one', 'two'.", e.What);
        Assert.Equal(
            "Add the context 'staging' to the kubeconfig, or choose another one with --kube-context.",
            e.Next
        );
    }

    [Fact]
    public async Task A_kubeconfig_without_current_context_needs_one()
    {
        var file = _folder.Write("config", "contexts: [{name: one, context: {cluster: c}}]\n");
        var e = await Assert.ThrowsAsync<KubeconfigUnusableException>(() => ConnectAsync(file, null));
        Assert.Contains("no current context", e.What);
    }

    [Theory]
    [InlineData("contexts: [")]
    [InlineData("current-context: one\ncontexts: [{name: one, context: {cluster: none}}]")]
    [InlineData("just text")]
    public async Task A_kubeconfig_that_cannot_be_used_is_refused(string text)
    {
        var file = _folder.Write("config", text);
        var e = await Assert.ThrowsAsync<KubeconfigUnusableException>(() => ConnectAsync(file, "one"));
        Assert.Equal(file, e.Where);
    }

    [Fact]
    public async Task An_api_server_that_does_not_answer_is_named_with_the_reason()
    {
        var file = Kubeconfig("https://127.0.0.1:1");
        var e = await Assert.ThrowsAsync<ClusterUnreachableException>(() => ConnectAsync(file, null));
        Assert.StartsWith("Unable to connect to the API server https://127.0.0.1:1/: ", e.What);
        Assert.Equal($"context 'one' of {file}", e.Where);
    }

    [Fact]
    public async Task An_api_server_that_takes_a_connection_and_says_nothing_is_named_with_the_reason()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var e = await Assert.ThrowsAsync<ClusterUnreachableException>(() =>
            ConnectAsync(Kubeconfig($"https://{silent.LocalEndpoint}"), null)
        );
        Assert.Contains("A connection could not be established", e.What);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        var stranger = _folder.Write(
            "config",
            (await File.ReadAllTextAsync(running.Kubeconfig, Stop)).Replace(
                "certificate-authority-data",
                "x-certificate-authority-data"
            )
        );
        var e = await Assert.ThrowsAsync<ClusterUnreachableException>(() => ConnectAsync(stranger, null));
        Assert.Contains("certificate is not trusted", e.What);
    }

    [Fact]
    public async Task A_certificate_of_another_server_is_refused()
    {
        var other = _folder.Write(
            "config",
            (await File.ReadAllTextAsync(running.Kubeconfig, Stop)).Replace(
                "    server:",
                "    tls-server-name: elsewhere\n    server:"
            )
        );
        var e = await Assert.ThrowsAsync<ClusterUnreachableException>(() => ConnectAsync(other, null));
        Assert.Contains("certificate is not trusted", e.What);
    }

    [Fact]
    public async Task Each_authority_of_a_bundle_is_believed()
    {
        using var key = ECDsa.Create();
        using var stranger = new CertificateRequest(
            "CN=stranger",
            key,
            HashAlgorithmName.SHA256
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        var text = await File.ReadAllTextAsync(running.Kubeconfig, Stop);
        var known = Regex.Match(text, "certificate-authority-data: (.*)").Groups[1].Value.Trim();
        _folder.Write(
            "pki/ca.crt",
            stranger.ExportCertificatePem() + "\n" + Encoding.UTF8.GetString(Convert.FromBase64String(known))
        );
        var file = _folder.Write(
            "config",
            text.Replace($"certificate-authority-data: {known}", "certificate-authority: pki/ca.crt")
        );
        using var cluster = await ConnectAsync(file, null);
        Assert.NotEmpty(await cluster.KindsAsync(Stop));
    }

    [Fact]
    public async Task A_plugin_for_credentials_lies_beside_the_kubeconfig()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin is a shell script.");
        var text = await File.ReadAllTextAsync(running.Kubeconfig, Stop);
        var token = Regex.Match(text, "token: (.*)").Groups[1].Value.Trim();
        var plugin = _folder.Write(
            "bin/plugin",
            $$$"""
            #!/bin/sh
            echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"token":"{{{token}}}"}}'
            """.ReplaceLineEndings("\n")
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(plugin, (UnixFileMode)0x1ED);
        var file = _folder.Write(
            "config",
            text.Replace(
                $"token: {token}",
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./bin/plugin}"
            )
        );
        using var cluster = await ConnectAsync(file, null);
        Assert.NotEmpty(await cluster.KindsAsync(Stop));
    }

    [Theory]
    [InlineData("certificate-authority-data: '%%'", "token: t")]
    [InlineData("certificate-authority: nowhere.crt", "token: t")]
    [InlineData("insecure-skip-tls-verify: true", "client-certificate-data: '%%', client-key-data: eA==")]
    [InlineData("insecure-skip-tls-verify: true", "client-certificate-data: eA==, client-key-data: eA==")]
    [InlineData("insecure-skip-tls-verify: true", "client-certificate: no.crt, client-key: no.key")]
    public async Task Certificates_that_cannot_be_used_are_refused(string cluster, string user)
    {
        var file = _folder.Write(
            "config",
            $$$"""
            current-context: one
            contexts: [{name: one, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1", {{{cluster}}}}}]
            users: [{name: u, user: { {{{user}}} }}]
            """
        );
        var e = await Assert.ThrowsAsync<KubeconfigUnusableException>(() => ConnectAsync(file, null));
        Assert.Equal(file, e.Where);
    }

    [Fact]
    public async Task Credentials_that_are_not_known_are_refused()
    {
        var file = _folder.Write(
            "config",
            Regex.Replace(await File.ReadAllTextAsync(running.Kubeconfig, Stop), "token: .*", "token: wrong")
        );
        var e = await Assert.ThrowsAsync<AccessDeniedException>(() => ConnectAsync(file, null));
        Assert.Equal(401, e.Code);
        Assert.Matches(@"^The API server https://\S+ does not accept our credentials \(401\)\.$", e.What);
        Assert.Equal($"user 'slipway-local' of context 'slipway-local' in {file}", e.Where);
        Assert.Equal("Put a new token for this user into the kubeconfig.", e.Next);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<Cluster> ConnectAsync(string kubeconfig, string? context) =>
        Cluster.ConnectAsync(kubeconfig, context, TimeProvider.System, _reporter, Stop);

    private string Kubeconfig(string server) =>
        _folder.Write(
            "config",
            $$$"""
            current-context: one
            contexts:
            - {name: one, context: {cluster: c}}
            - {name: two, context: {cluster: c}}
            clusters: [{name: c, cluster: {server: "{{{server}}}"}}]
            """
        );
}
