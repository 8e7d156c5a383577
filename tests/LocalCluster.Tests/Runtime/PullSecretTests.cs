using System.Text;
using LocalCluster.Objects;
using LocalCluster.Runtime.Images;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

public sealed class PullSecretTests
{
    [Fact]
    public async Task A_registry_that_asks_for_a_password_gets_that_of_the_pods_secret()
    {
        await using var registry = await PasswordRegistry.Start();
        await using var cluster = await ProcessCluster.Start();
        await Image().Push(registry.Client, "sh", "1");
        Secret(cluster, registry.Host, "ada", "secret");
        Run(cluster, "stranger", registry.Host, "");
        await Refused(
            cluster,
            "stranger",
            "pull access denied, repository does not exist or may require "
                + "authorization: authorization failed: no basic auth credentials"
        );
        Run(cluster, "ada", registry.Host, "'imagePullSecrets': [{'name': 'registry'}],");
        await cluster.UntilPhase("ada", "Running");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_not_told()
    {
        await using var registry = await PasswordRegistry.Start();
        await using var cluster = await ProcessCluster.Start();
        Secret(cluster, registry.Host, "ada", "wr0ng");
        Run(cluster, "wrong", registry.Host, "'imagePullSecrets': [{'name': 'registry'}],");
        await Refused(cluster, "wrong", "401 Unauthorized");
        Assert.DoesNotContain(
            "wr0ng",
            string.Join('\n', cluster.Events("wrong").Select(e => e.ToJsonString()))
        );
    }

    [Fact]
    public async Task A_registry_with_a_token_server_is_served_by_its_tokens()
    {
        await using var cluster = await ProcessCluster.Start();
        await using var registry = await TokenServer.Start(cluster.RegistryClient);
        await cluster.PushShell();
        Secret(cluster, registry.Host, "ada", "secret");
        Run(cluster, "stranger", registry.Host, "");
        await Refused(cluster, "stranger", "failed to authorize: failed to fetch anonymous token");
        Run(cluster, "ada", registry.Host, "'imagePullSecrets': [{'name': 'registry'}],");
        await cluster.UntilPhase("ada", "Running");
    }

    [Fact]
    public async Task A_secret_that_does_not_exist_is_told_of()
    {
        await using var cluster = await ProcessCluster.Start();
        await cluster.PushShell();
        Run(cluster, "pod", cluster.Registry, "'imagePullSecrets': [{'name': 'nosuch'}],");
        await cluster.UntilPhase("pod", "Running");
        await Eventually.True(() =>
            cluster.Events("pod").Any(e => e.Text("reason") == "FailedToRetrieveImagePullSecret")
        );
    }

    [Theory]
    [InlineData("registry.example:5000", true)]
    [InlineData("https://registry.example:5000/v2/", true)]
    [InlineData("registry.example:5000/team", true)]
    [InlineData("*.example:5000", true)]
    [InlineData("registry.example", false)]
    [InlineData("registry.example:5000/te", false)]
    [InlineData("*:5000", false)]
    public void An_entry_counts_for_its_registry_and_the_paths_below_it(string key, bool expected)
    {
        var image = ImageName.TryParse("registry.example:5000/team/web:1", out _)!;
        Assert.Equal(expected, PullSecrets.For(image, [Entry(key, "ada", "secret")]).Count == 1);
    }

    private static TestImage Image() =>
        new([TestImage.File("app/empty", "")])
        {
            Config = TestObjects.Json("{'Entrypoint': ['/bin/sh', '-c'], 'WorkingDir': '/'}"),
        };

    private static void Run(ProcessCluster cluster, string name, string host, string spec) =>
        cluster.Run(
            name,
            $"{{'name': 'c', 'image': '{host}/sh:1', 'imagePullPolicy': 'Always', "
                + "'args': ['sleep 600']}",
            spec
        );

    private static Task Refused(ProcessCluster cluster, string pod, string why) =>
        Eventually.True(
            () =>
                cluster
                    .Events(pod)
                    .Any(e =>
                        e.Text("message")!.Contains(why)
                        && e.Text("message")!.StartsWith("Failed to pull image")
                    ),
            () => string.Join('\n', cluster.Events(pod).Select(e => e.Text("message")))
        );

    private static void Secret(ProcessCluster cluster, string host, string user, string password)
    {
        var secret = Entry(host, user, password);
        (secret["apiVersion"], secret["kind"]) = ("v1", "Secret");
        secret["type"] = "kubernetes.io/dockerconfigjson";
        cluster.Host.Resources.Create(Kinds.Secret, secret);
    }

    private static System.Text.Json.Nodes.JsonObject Entry(string host, string user, string password)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        var config = TestObjects.Json($"{{'auths': {{'{host}': {{'auth': '{auth}'}}}}}}").ToJsonString();
        return TestObjects.Json(
            $$"""
            {'metadata': {'name': 'registry', 'namespace': 'default'},
             'data': {'.dockerconfigjson': '{{Convert.ToBase64String(Encoding.UTF8.GetBytes(config))}}'} }
            """
        );
    }
}
