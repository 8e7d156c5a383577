using k8s;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;

namespace Slipway.Tests.Kubernetes.Connection;

/// <summary>Which cluster a kubeconfig means, and as whom.</summary>
[Collection(nameof(KubeconfigVariable))]
public sealed class KubeconfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_context_is_the_current_one_unless_another_is_asked_for()
    {
        var file = _folder.Write("config", Contexts("a", "a", "b"));
        Assert.Equal("https://a.example.com", (await ChooseAsync(file)).Host);
        var other = await ChooseAsync(file, "b");
        Assert.Equal(("https://b.example.com", "token-b"), (other.Host, other.AccessToken));
    }

    [Fact]
    public async Task Several_files_are_merged_and_the_first_to_set_a_value_wins()
    {
        var first = _folder.Write("one", "contexts:\n- {name: both, context: {cluster: a, user: a}}\n");
        var second = _folder.Write(
            "two",
            Contexts("both", "a") + "- {name: both, context: {cluster: none, user: none}}"
        );
        var before = Environment.GetEnvironmentVariable("KUBECONFIG");
        Environment.SetEnvironmentVariable("KUBECONFIG", string.Join(Path.PathSeparator, first, second));
        try
        {
            var config = await ChooseAsync(null);
            Assert.Equal(("https://a.example.com", "token-a"), (config.Host, config.AccessToken));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KUBECONFIG", before);
        }
    }

    [Theory]
    [InlineData("clusterless", "Cluster not found")]
    [InlineData("userless", "it has no user 'none', which context 'userless' refers to")]
    [InlineData("serverless", "Server not found")]
    [InlineData("bad", "Bad server host URL")]
    [InlineData("fileless", "refers to a file that does not exist: ")]
    public async Task What_a_context_lacks_is_named(string context, string expected)
    {
        var file = _folder.Write(
            "config",
            """
            current-context: bad
            contexts:
            - {name: clusterless, context: {cluster: none, user: u}}
            - {name: userless, context: {cluster: c, user: none}}
            - {name: serverless, context: {cluster: empty, user: u}}
            - {name: bad, context: {cluster: bad, user: u}}
            - {name: fileless, context: {cluster: c, user: f}}
            clusters:
            - {name: c, cluster: {server: "https://c"}}
            - {name: empty, cluster: {}}
            - {name: bad, cluster: {server: "::"}}
            users:
            - {name: u, user: {token: t}}
            - {name: f, user: {tokenFile: nowhere}}
            """
        );
        var e = await Assert.ThrowsAsync<KubeconfigUnusableException>(() => ChooseAsync(file, context));
        Assert.Contains(expected, e.What);
    }

    [Fact]
    public async Task Unknown_keys_and_nulls_are_ignored()
    {
        var file = _folder.Write(
            "config",
            """
            apiVersion: v1
            current-context: x
            preferences: {colors: true}
            users: null
            contexts: [{name: x, context: {cluster: c, user: "", namespace: null}}]
            extensions: [{name: x, extension: {a: 1}}]
            clusters:
            - {name: c, cluster: {server: "https://c", disable-compression: true, extensions: []}}
            """
        );
        Assert.Equal("https://c", (await ChooseAsync(file)).Host);
    }

    [Fact]
    public async Task Values_of_the_wrong_kind_are_all_named_and_never_quoted()
    {
        var file = _folder.Write(
            "config",
            """
            current-context: x
            contexts: [{name: x, context: {cluster: c}}]
            clusters: [{name: c, cluster: {server: "https://c", insecure-skip-tls-verify: secret}}]
            users: secret
            """
        );
        var e = await Assert.ThrowsAsync<KubeconfigUnusableException>(() => ChooseAsync(file));
        Assert.Contains($"{file}:3:79: 'insecure-skip-tls-verify' must be true or false", e.What);
        Assert.Contains($"{file}:4:8: 'users' must be a list", e.What);
        Assert.DoesNotContain("secret", e.What);
    }

    private static async Task<KubernetesClientConfiguration> ChooseAsync(
        string? file,
        string? context = null
    ) =>
        (
            await Kubeconfig.ChooseAsync(
                file,
                context,
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        ).Configuration;

    private static string Contexts(string current, params string[] names) =>
        $"""
        current-context: {current}
        clusters:
        {string.Join('\n', names.Select(n =>
            $"- {{name: {n}, cluster: {{server: \"https://{n}.example.com\"}}}}"))}
        users:
        {string.Join('\n', names.Select(n => $"- {{name: {n}, user: {{token: token-{n}}}}}"))}
        contexts:
        {string.Join('\n', names.Select(n => $"- {{name: {n}, context: {{cluster: {n}, user: {n}}}}}"))}

        """;
}

/// <summary>A test that sets KUBECONFIG runs beside no other.</summary>
[CollectionDefinition(nameof(KubeconfigVariable), DisableParallelization = true)]
public sealed class KubeconfigVariable;
