using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Streams;

/// <summary>A cluster with two pods: <c>box</c> waits, <c>web</c> serves on port 8080.</summary>
public sealed class PodFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ClusterHost? _host;

    /// <summary>Kubectl of both ages; one empty row where there is none.</summary>
    public static TheoryData<string> Programs =>
        [.. KubectlPrograms.OfBothProtocols is { Count: > 0 } all ? all : [""]];

    public ClusterHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _host = await ClusterHost.StartAsync(new ClusterOptions(_folder.Path));
        using var registry = await ClusterRegistry.ConnectAsync(_host);
        await TestImage.Server().Push(registry, "web", "1");
        await new TestImage([TestImage.File("app/hello", "hello"), TestImage.File("data/keep", "kept")]).Push(
            registry,
            "box",
            "1"
        );
        Run("box", "box", "'args': ['-c', 'exec sleep 600']");
        Run(
            "web",
            "web",
            "'ports': [{'containerPort': 8080, 'name': 'http'}], "
                + "'readinessProbe': {'httpGet': {'path': '/', 'port': 8080}, 'periodSeconds': 1}"
        );
        await Eventually.True(() => IsReady("box") && IsReady("web"), Tell);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A folder for a test's own files.</summary>
    internal string NewFolder() =>
        Directory.CreateDirectory(_folder.At("test-" + Guid.NewGuid().ToString("N"))).FullName;

    internal KubectlSession Session(string program)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pods need the loopback addresses of Linux.");
        Assert.SkipWhen(program.Length == 0, "kubectl is not installed");
        return new KubectlSession(program, Host.Kubeconfig, "default");
    }

    internal void Run(string name, string image, string more, string spec = "") =>
        Create(
            Kinds.Pod,
            $$"""
            {'apiVersion': 'v1', 'kind': 'Pod',
             'metadata': {'name': '{{name}}', 'namespace': 'default', 'labels': {'app': '{{name}}'} },
             'spec': {'terminationGracePeriodSeconds': 1, {{spec}}
             'containers': [{ {{more}}, 'name': 'c', 'image': '{{Host.Registry}}/{{image}}:1'}] } }
            """
        );

    internal void Create(ResourceKind kind, string text) =>
        Host.Resources.Create(kind, TestObjects.Json(text));

    internal bool IsReady(string pod) =>
        Host
            .Resources.Get(Kinds.Pod, "default", pod)
            .Items("status", "containerStatuses")
            .FirstOrDefault()
            .Flag("ready");

    /// <summary>For what its container waits; null while it does not.</summary>
    internal string? Waits(string pod) =>
        Host
            .Resources.Get(Kinds.Pod, "default", pod)
            .Items("status", "containerStatuses")
            .FirstOrDefault()
            .Text("state", "waiting", "reason");

    internal string Tell() =>
        string.Join('\n', Host.Resources.List(Kinds.Pod, "default").Select(p => p["status"]?.ToJsonString()));
}
