using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Runtime.Files;
using LocalCluster.Runtime.Tokens;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;
using LocalCluster.Watching;

namespace LocalCluster.Tests.Runtime;

public sealed class PodTokenTests
{
    private static readonly ResourceKind s_binding = new(
        "rbac.authorization.k8s.io",
        "v1",
        "RoleBinding",
        "rolebindings",
        true
    );

    private const string Folder = "var/run/secrets/kubernetes.io/serviceaccount";

    [Fact]
    public async Task A_program_in_a_pod_reaches_the_API_server_with_its_own_token_and_its_own_rights()
    {
        await using var cluster = await ProcessCluster.Start();
        await TestImage.Server().Push(cluster.RegistryClient, "web", "1");
        cluster.Apply(Kinds.ServiceAccount, "{'metadata': {'name': 'reader', 'namespace': 'default'} }");
        cluster.Apply(
            s_binding,
            """
            {'metadata': {'name': 'reader', 'namespace': 'default'},
             'roleRef': {'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': 'view'},
             'subjects': [{'kind': 'ServiceAccount', 'name': 'reader', 'namespace': 'default'}] }
            """
        );
        cluster.Run("web", Server(cluster), "'serviceAccountName': 'reader',");
        await Eventually.True(
            async () =>
                (await cluster.Ask("web", "cluster/api/v1/namespaces/default/pods")).StartsWith(
                    "200",
                    StringComparison.Ordinal
                ),
            () => cluster.Pod("web").ToJsonString()
        );
        var refused = await cluster.Ask("web", "cluster/api/v1/namespaces/kube-system/pods");
        Assert.StartsWith("403", refused);
        Assert.Contains("system:serviceaccount:default:reader", refused);
        var token = cluster.RootFile("web", "c", $"{Folder}/token");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, FileModes.Get(Resolved(token)));
        Assert.Equal("default", File.ReadAllText(cluster.RootFile("web", "c", $"{Folder}/namespace")));
        var kubeconfig = await cluster.Ask("web", "variables/KUBECONFIG");
        Assert.Contains(
            Folder,
            await File.ReadAllTextAsync(kubeconfig, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_pod_that_wants_no_token_gets_none()
    {
        await using var cluster = await ProcessCluster.Start();
        await cluster.PushShell();
        cluster.Run("bare", cluster.Shell("c", "sleep 600"), "'automountServiceAccountToken': false,");
        await cluster.UntilPhase("bare", "Running");
        Assert.Single(cluster.Pod("bare").Items("spec", "volumes"));
        Assert.False(Path.Exists(cluster.RootFile("bare", "c", Folder)));
    }

    [Fact]
    public async Task A_token_is_made_anew_when_a_fifth_of_its_life_is_left()
    {
        await using var cluster = await SimulatedCluster.Start();
        await Eventually.True(() =>
            cluster.Resources.Get(Kinds.ServiceAccount, "default", "default") is not null
        );
        var view = new ClusterView(cluster.Resources);
        view.Refresh(Kinds.ServiceAccount, "default", "default");
        var tokens = new PodTokens(view, cluster.Tokens, cluster.Time);
        var pod = TestObjects.Pod(
            "a",
            "{'volumes': [{'projected': {'sources': [{'serviceAccountToken': "
                + "{'path': 't', 'audience': 'vault', 'expirationSeconds': 1000}}]}}]}"
        );
        var projection = pod.Items("spec", "volumes")
            .Single()
            .Items("projected", "sources")
            .Single()
            .Object("serviceAccountToken")!;
        var first = tokens.Of(pod, projection);
        Assert.Equal(cluster.Time.GetUtcNow().AddSeconds(800), tokens.RenewAt(pod));
        cluster.Time.Advance(TimeSpan.FromSeconds(799));
        Assert.Equal(first, tokens.Of(pod, projection));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, tokens.Of(pod, projection));
    }

    [Fact]
    public async Task A_pod_takes_on_the_pull_secrets_of_its_account()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Resources.Create(
            Kinds.ServiceAccount,
            TestObjects.Json(
                "{'metadata': {'name': 'puller', 'namespace': 'default'}, "
                    + "'imagePullSecrets': [{'name': 'registry'}]}"
            )
        );
        var pod = cluster.Resources.Create(Kinds.Pod, Pod("puller"));
        Assert.Equal("registry", pod.Items("spec", "imagePullSecrets").Single().Text("name"));
    }

    [Fact]
    public async Task A_pod_of_an_account_that_does_not_exist_is_refused()
    {
        await using var cluster = await SimulatedCluster.Start();
        var refusal = Assert.Throws<ApiException>(() => cluster.Resources.Create(Kinds.Pod, Pod("nosuch")));
        Assert.Equal(403, refusal.Code);
        Assert.Equal(
            "pods \"a\" is forbidden: error looking up service account default/nosuch: "
                + "serviceaccount \"nosuch\" not found",
            refusal.Message
        );
    }

    private static System.Text.Json.Nodes.JsonObject Pod(string account) =>
        TestObjects.Json(
            "{'metadata': {'name': 'a', 'namespace': 'default'}, "
                + $"'spec': {{'serviceAccountName': '{account}', "
                + "'containers': [{'name': 'c', 'image': 'r.example/c:1'}]}}"
        );

    private static string Server(ProcessCluster cluster) =>
        $"{{'name': 'c', 'image': '{cluster.Registry}/web:1', 'ports': [{{'containerPort': 8080}}]}}";

    private static string Resolved(string path) =>
        new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
}
