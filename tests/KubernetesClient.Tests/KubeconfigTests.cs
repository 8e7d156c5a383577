using k8s;
using k8s.Exceptions;

namespace KubernetesClient.Tests;

public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeconfig-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_context_is_the_current_one_unless_another_is_asked_for()
    {
        var file = Write("config", Contexts("a", "a", "b"));
        Assert.Equal(
            "https://a.example.com",
            KubernetesClientConfiguration.BuildConfigFromConfigFile(file).Host
        );
        var other = KubernetesClientConfiguration.BuildConfigFromConfigFile(file, "b");
        Assert.Equal(
            ("https://b.example.com", "b", "token-b"),
            (other.Host, other.CurrentContext, other.AccessToken)
        );
    }

    [Fact]
    public void A_given_address_replaces_the_clusters()
    {
        var file = Write("config", Contexts("a", "a"));
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(
            file,
            masterUrl: "https://other:6443"
        );
        Assert.Equal(("https://other:6443", "token-a"), (config.Host, config.AccessToken));
    }

    [Fact]
    public void Several_files_are_merged_and_the_first_to_set_a_value_wins()
    {
        var first = Write("one", "contexts:\n- {name: both, context: {cluster: a, user: a}}\n");
        var second = Write(
            "two",
            Contexts("both", "a") + "- {name: both, context: {cluster: none, user: none}}"
        );
        Environment.SetEnvironmentVariable("KUBECONFIG", string.Join(Path.PathSeparator, first, second));
        try
        {
            var config = KubernetesClientConfiguration.BuildDefaultConfig();
            Assert.Equal(("https://a.example.com", "token-a"), (config.Host, config.AccessToken));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KUBECONFIG", null);
        }
    }

    [Theory]
    [InlineData("nowhere", "nowhere not found")]
    [InlineData("clusterless", "Cluster not found")]
    [InlineData("userless", "User not found")]
    [InlineData("serverless", "Server not found")]
    [InlineData("bad", "Bad server host URL")]
    public void What_a_context_lacks_is_named(string context, string expected)
    {
        var file = Write(
            "config",
            """
            current-context: bad
            contexts:
            - {name: clusterless, context: {cluster: none, user: u}}
            - {name: userless, context: {cluster: c, user: none}}
            - {name: serverless, context: {cluster: empty, user: u}}
            - {name: bad, context: {cluster: bad, user: u}}
            clusters:
            - {name: c, cluster: {server: "https://c"}}
            - {name: empty, cluster: {}}
            - {name: bad, cluster: {server: "::"}}
            users: [{name: u, user: {token: t}}]
            """
        );
        var e = Assert.Throws<KubeConfigException>(() =>
            KubernetesClientConfiguration.BuildConfigFromConfigFile(file, context)
        );
        Assert.Contains(expected, e.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var e = Assert.Throws<KubeConfigException>(() =>
            KubernetesClientConfiguration.LoadKubeConfig(Path.Combine(_folder, "none"))
        );
        Assert.Contains(Path.Combine(_folder, "none"), e.Message);
    }

    [Fact]
    public void What_is_not_known_is_passed_over()
    {
        var config = KubernetesClientConfiguration.LoadKubeConfig(
            Write(
                "config",
                """
                apiVersion: v1
                preferences: {colors: true}
                extensions: [{name: x, extension: {a: 1}}]
                clusters:
                - {name: c, cluster: {server: "https://c", disable-compression: true, extensions: []}}
                """
            )
        );
        Assert.Equal("https://c", config.Clusters.Single().ClusterEndpoint!.Server);
    }

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

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
