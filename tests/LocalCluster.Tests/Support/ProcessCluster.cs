using System.Text.Json.Nodes;
using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Tests.Support;

/// <summary>A whole cluster whose pods are processes of this machine.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ClusterHost Host { get; private set; } = null!;

    public HttpClient RegistryClient { get; private set; } = null!;

    public string Registry => Host.Registry.ToString();

    public static async Task<ProcessCluster> Start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pods need the loopback addresses of Linux.");
        var cluster = new ProcessCluster();
        cluster.Host = await ClusterHost.StartAsync(new ClusterOptions(cluster._folder.Path));
        cluster.RegistryClient = await ClusterRegistry.ConnectAsync(cluster.Host);
        return cluster;
    }

    /// <summary>An image of shell scripts: <c>REGISTRY/sh:1</c>, run as <c>/bin/sh -c</c>.</summary>
    public Task<string> PushShell() => ClusterRegistry.PushShellAsync(RegistryClient);

    /// <summary>A container that runs a script.</summary>
    public string Shell(string name, string script, string more = "") =>
        $$"""
            { {{more}} 'name': '{{name}}', 'image': '{{Registry}}/sh:1', 'args': ['{{script}}'],
              'volumeMounts': [{'name': 'shared', 'mountPath': '/shared'}] }
            """;

    /// <summary>A pod whose containers share a folder.</summary>
    public void Run(
        string name,
        string containers,
        string spec = "",
        string init = "",
        string volumes = ""
    ) =>
        Apply(
            Kinds.Pod,
            $$"""
            {'metadata': {'name': '{{name}}', 'namespace': 'default'}, 'spec': { {{spec}}
             'terminationGracePeriodSeconds': 300, 'volumes': [{{volumes}} {'name': 'shared', 'emptyDir': {} }],
             'initContainers': [{{init}}], 'containers': [{{containers}}] } }
            """
        );

    public void Apply(ResourceKind kind, string text)
    {
        var obj = TestObjects.Json(text);
        (obj["apiVersion"], obj["kind"]) = (kind.ApiVersion, kind.Kind);
        Host.Resources.Create(kind, obj);
    }

    /// <summary>Changes a pod, again where someone else was faster.</summary>
    public void Change(string pod, Action<JsonObject> change)
    {
        while (true)
        {
            var obj = Pod(pod);
            change(obj);
            try
            {
                Host.Resources.Update(Kinds.Pod, obj);
                return;
            }
            catch (ApiException e) when (e.Code == 409)
            {
                // Its status was written in between.
            }
        }
    }

    public JsonObject Pod(string name) => Host.Resources.Get(Kinds.Pod, "default", name)!;

    public JsonObject? Status(string pod, string container = "c") =>
        Pod(pod)
            .Items("status", "containerStatuses")
            .Concat(Pod(pod).Items("status", "initContainerStatuses"))
            .FirstOrDefault(status => status.Text("name") == container);

    public string? Phase(string pod) => Pod(pod).Text("status", "phase");

    public Task UntilPhase(string pod, string phase) =>
        Eventually.True(() => Phase(pod) == phase, () => Pod(pod)["status"]!.ToJsonString());

    public IEnumerable<JsonObject> Events(string pod) =>
        Host
            .Resources.List(Kinds.Event, "default")
            .Where(happened => happened.Text("involvedObject", "name") == pod);

    /// <summary>A path below the cluster's folder.</summary>
    public string At(params string[] parts) => _folder.At(parts);

    /// <summary>What a pod's containers wrote into a file of the folder that they share.</summary>
    public string Shared(string pod, string file)
    {
        var path = _folder.At("pods", Pod(pod).Uid(), "volumes", "shared", file);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    /// <summary>A file below a container's root.</summary>
    public string RootFile(string pod, string container, string path) =>
        _folder.At("pods", Pod(pod).Uid(), $"c-{container}", "root", path);

    /// <summary>What a pod's server answers; empty while it does not.</summary>
    public async Task<string> Ask(string pod, string path)
    {
        if (Pod(pod).Text("status", "podIP") is not { } address)
            return "";
        using var http = new HttpClient();
        try
        {
            return await http.GetStringAsync(
                $"http://{address}:8080/{path}",
                TestContext.Current.CancellationToken
            );
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        RegistryClient?.Dispose();
        if (Host is not null)
            await Host.DisposeAsync();
        _folder.Dispose();
    }
}
