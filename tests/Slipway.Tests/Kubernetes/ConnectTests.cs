using System.Net;
using System.Net.Sockets;
using Slipway.Kubernetes;

namespace Slipway.Tests.Kubernetes;

public sealed class ConnectTests(RunningCluster running) : IClassFixture<RunningCluster>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_missing_kubeconfig_is_named()
    {
        var e = await Assert.ThrowsAsync<KubeconfigMissing>(
            () => ConnectAsync(Path.Combine(_folder.Path, "none"), null));
        Assert.Equal(Path.Combine(_folder.Path, "none"), e.Where);
    }

    [Fact]
    public async Task An_unknown_context_is_named_with_those_that_exist()
    {
        var e = await Assert.ThrowsAsync<UnknownContext>(
            () => ConnectAsync(Kubeconfig("https://127.0.0.1:1"), "staging"));
        Assert.Equal("The kubeconfig has no context 'staging'; it has 'one', 'two'.", e.What);
        Assert.Equal(
            "Add the context 'staging' to the kubeconfig, or choose another one with --kube-context.",
            e.Next);
    }

    [Fact]
    public async Task A_kubeconfig_without_current_context_needs_one()
    {
        var file = _folder.Write("config", "contexts: [{name: one, context: {cluster: c}}]\n");
        var e = await Assert.ThrowsAsync<KubeconfigUnusable>(() => ConnectAsync(file, null));
        Assert.Contains("no current context", e.What);
    }

    [Theory]
    [InlineData("contexts: [")]
    [InlineData("current-context: one\ncontexts: [{name: one, context: {cluster: none}}]")]
    [InlineData("just text")]
    public async Task A_kubeconfig_that_cannot_be_used_is_refused(string text)
    {
        var file = _folder.Write("config", text);
        var e = await Assert.ThrowsAsync<KubeconfigUnusable>(() => ConnectAsync(file, "one"));
        Assert.Equal(file, e.Where);
    }

    [Fact]
    public async Task An_api_server_that_does_not_answer_is_named_with_the_reason()
    {
        var file = Kubeconfig("https://127.0.0.1:1");
        var e = await Assert.ThrowsAsync<ClusterUnreachable>(() => ConnectAsync(file, null));
        Assert.StartsWith("The API server https://127.0.0.1:1/ does not answer: ", e.What);
        Assert.Equal($"context 'one' of {file}", e.Where);
    }

    [Fact]
    public async Task An_api_server_that_takes_a_connection_and_says_nothing_is_named_with_the_reason()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var e = await Assert.ThrowsAsync<ClusterUnreachable>(
            () => ConnectAsync(Kubeconfig($"https://{silent.LocalEndpoint}"), null));
        Assert.Contains("A connection could not be established", e.What);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        var stranger = _folder.Write("config", (await File.ReadAllTextAsync(running.Kubeconfig, Stop))
            .Replace("certificate-authority-data", "x-certificate-authority-data"));
        var e = await Assert.ThrowsAsync<ClusterUnreachable>(() => ConnectAsync(stranger, null));
        Assert.Contains("certificate is not trusted", e.What);
    }

    [Fact]
    public async Task Credentials_that_are_not_known_are_refused()
    {
        var file = _folder.Write("config", System.Text.RegularExpressions.Regex.Replace(
            await File.ReadAllTextAsync(running.Kubeconfig, Stop), "token: .*", "token: wrong"));
        var e = await Assert.ThrowsAsync<AccessDenied>(() => ConnectAsync(file, null));
        Assert.Equal(401, e.Code);
        Assert.StartsWith("Renew the credentials", e.Next);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<Cluster> ConnectAsync(string kubeconfig, string? context) =>
        Cluster.ConnectAsync(kubeconfig, context, TimeProvider.System, _reporter, Stop);

    private string Kubeconfig(string server) => _folder.Write("config", $$$"""
        current-context: one
        contexts:
        - {name: one, context: {cluster: c}}
        - {name: two, context: {cluster: c}}
        clusters: [{name: c, cluster: {server: "{{{server}}}"}}]
        """);
}
