using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

public sealed class PodProcessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ClusterHost _host = null!;
    private HttpClient _registry = null!;

    private string Registry => _host.Registry.ToString();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pods need the loopback addresses of Linux.");
        _host = await ClusterHost.StartAsync(new ClusterOptions(_folder.Path));
        _registry = await ClusterRegistry.ConnectAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _registry?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pulled_image_serves_through_its_service_without_a_failed_request_during_an_update()
    {
        await TestImage.Server().Push(_registry, "web", "1");
        Apply(
            Kinds.ConfigMap,
            "{'metadata': {'name': 'settings', 'namespace': 'default'}, 'data': {'greeting': 'hello'}}"
        );
        Apply(
            Kinds.Service,
            "{'metadata': {'name': 'web', 'namespace': 'default'}, "
                + "'spec': {'selector': {'app': 'web'}, 'ports': [{'port': 8000, 'targetPort': 8080}]}}"
        );
        Apply(
            Kinds.Deployment,
            $$"""
            {'metadata': {'name': 'web', 'namespace': 'default'}, 'spec': {'replicas': 2,
             'selector': {'matchLabels': {'app': 'web'} },
              'template': {'metadata': {'labels': {'app': 'web'} }, 'spec': {
              'terminationGracePeriodSeconds': 300, 'volumes': [{'name': 'v',
               'configMap': {'name': 'settings'} }],
              'containers': [{'name': 'c', 'image': '{{Registry}}/web:1', 'env': [{'name': 'ROUND',
               'value': '1'}],
               'ports': [{'containerPort': 8080}], 'volumeMounts': [{'name': 'v',
                'mountPath': '/etc/settings'}],
               'readinessProbe': {'httpGet': {'path': '/', 'port': 8080}, 'periodSeconds': 1,
                'timeoutSeconds': 60, 'failureThreshold': 60} }] } } } }
            """
        );
        await Eventually.True(() => Available(2), () => Pods());
        using var http = new HttpClient { BaseAddress = new Uri($"http://{ServiceAddress()}:8000") };
        Assert.Equal("hello", await http.GetStringAsync("/files/greeting", Cancellation));

        using var stop = new CancellationTokenSource();
        var asking = Ask(http, stop.Token);
        var web = Get(Kinds.Deployment, "web");
        web.Items("spec", "template", "spec", "containers").Single().Items("env").Single()["value"] = "2";
        _host.Resources.Update(Kinds.Deployment, web);
        await Eventually.True(
            () =>
                Available(2)
                && Get(Kinds.Deployment, "web").Number("status", "updatedReplicas") == 2
                && _host.Resources.List(Kinds.Pod, "default").Count == 2,
            () => Pods()
        );
        await stop.CancelAsync();
        Assert.True(await asking > 0);
        Assert.Equal("2", await http.GetStringAsync("/variables/ROUND", Cancellation));

        var settings = Get(Kinds.ConfigMap, "settings");
        settings["data"] = TestObjects.Json("{'greeting': 'changed'}");
        _host.Resources.Update(Kinds.ConfigMap, settings);
        await Eventually.True(async () => await http.GetStringAsync("/files/greeting") == "changed");
    }

    [Fact]
    public async Task What_goes_wrong_is_told_with_the_reasons_of_a_real_cluster()
    {
        await new TestImage([TestImage.File("app/run", "#!/bin/sh\necho starting\nexit 3\n")]).Push(
            _registry,
            "web",
            "1"
        );
        Run("crash", $"{Registry}/web:1", "'command': ['/app/run'],");
        Run("noexec", $"{Registry}/web:1", "'command': ['/nosuch'],");
        Run("noimage", $"{Registry}/web:nosuch", "");
        Run("badname", "Not A Name", "");
        Run("noconfig", $"{Registry}/web:1", "'envFrom': [{'configMapRef': {'name': 'nosuch'}}],");
        foreach (
            var (pod, reason) in new[]
            {
                ("crash", "CrashLoopBackOff"),
                ("noexec", "CrashLoopBackOff"),
                ("noimage", "ImagePullBackOff"),
                ("badname", "InvalidImageName"),
                ("noconfig", "CreateContainerConfigError"),
            }
        )
            await Eventually.True(
                () => Status(pod).Text("state", "waiting", "reason") == reason,
                () => Pods()
            );
        Assert.Equal(3, Status("crash").Number("lastState", "terminated", "exitCode"));
        Assert.Equal("StartError", Status("noexec").Text("lastState", "terminated", "reason"));
        await Eventually.True(() =>
            _host
                .Resources.List(Kinds.Event, "default")
                .Any(e =>
                    e.Text("message")!.EndsWith($"{Registry}/web:nosuch: not found", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task A_pod_finds_the_API_server_through_its_service()
    {
        await TestImage.Server().Push(_registry, "web", "1");
        Run("web", $"{Registry}/web:1", "'ports': [{'containerPort': 8080}],");
        await Eventually.True(
            async () =>
                Status("web").Flag("ready") && await Variable("KUBERNETES_SERVICE_HOST") is { Length: > 0 },
            () => Pods()
        );
        var server = new Uri(
            $"https://{await Variable("KUBERNETES_SERVICE_HOST")}:"
                + await Variable("KUBERNETES_SERVICE_PORT")
        );
        using var client = Hosting.ApiFixture.Connect(_host, _folder.Path);
        await Eventually.True(async () =>
            await client.GetStringAsync(new Uri(server, "/readyz"), Cancellation) == "ok"
        );
        _host.Resources.Delete(Kinds.Service, "default", "kubernetes");
        await Eventually.True(() => _host.Resources.Get(Kinds.Service, "default", "kubernetes") is not null);
    }

    [Fact]
    public async Task A_stopped_cluster_leaves_no_process_behind()
    {
        await new TestImage([
            TestImage.File("app/run", "#!/bin/sh\ntrap '' TERM\nsleep 600 & echo $! > $TMPDIR/child\nwait\n"),
        ]).Push(_registry, "web", "1");
        Run("stubborn", $"{Registry}/web:1", "'command': ['/app/run'],");
        var child = "";
        await Eventually.True(
            () =>
            {
                var file = Directory
                    .EnumerateFiles(_folder.Path, "child", SearchOption.AllDirectories)
                    .FirstOrDefault();
                child = file is null ? "" : File.ReadAllText(file).Trim();
                return child.Length > 0;
            },
            () => Pods()
        );
        await _host.StopAsync();
        await Eventually.True(() => LiveProgram.HasGone(child));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<int> Ask(HttpClient http, CancellationToken stop)
    {
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.ConnectionClose = true;
            using var response = await http.SendAsync(request, CancellationToken.None);
            response.EnsureSuccessStatusCode();
        }
        return count;
    }

    /// <summary>A variable of the pod <c>web</c>; empty while it does not answer.</summary>
    private async Task<string> Variable(string name)
    {
        using var http = new HttpClient();
        try
        {
            var address = Get(Kinds.Pod, "web").Text("status", "podIP");
            return await http.GetStringAsync($"http://{address}:8080/variables/{name}", Cancellation);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    private void Run(string name, string image, string more) =>
        Apply(
            Kinds.Pod,
            $$"""
            {'metadata': {'name': '{{name}}', 'namespace': 'default'},
             'spec': {'terminationGracePeriodSeconds': 1,
             'containers': [{ {{more}} 'name': 'c', 'image': '{{image}}'}] } }
            """
        );

    private void Apply(ResourceKind kind, string text)
    {
        var obj = TestObjects.Json(text);
        (obj["apiVersion"], obj["kind"]) = (kind.ApiVersion, kind.Kind);
        _host.Resources.Create(kind, obj);
    }

    private System.Text.Json.Nodes.JsonObject Get(ResourceKind kind, string name) =>
        _host.Resources.Get(kind, "default", name)!;

    private System.Text.Json.Nodes.JsonObject? Status(string pod) =>
        Get(Kinds.Pod, pod).Items("status", "containerStatuses").FirstOrDefault();

    private bool Available(int count) =>
        Get(Kinds.Deployment, "web").Number("status", "availableReplicas") == count
        && Get(Kinds.Deployment, "web").Number("status", "observedGeneration")
            == Get(Kinds.Deployment, "web").Number("metadata", "generation");

    private string? ServiceAddress() => Get(Kinds.Service, "web").Text("spec", "clusterIP");

    private string Pods() =>
        string.Join(
            '\n',
            _host.Resources.List(Kinds.Pod, "default").Select(p => p["status"]!.ToJsonString())
        );
}
