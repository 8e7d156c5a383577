using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Models;
using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Tests.Hosting;
using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime.Docker;

/// <summary>
/// A cluster whose pods are containers. No image with programs can be fetched everywhere, so those of the
/// tests are empty, and the pods mount the machine's own programs.
/// </summary>
public sealed class DockerFixture : IAsyncLifetime
{
    private static readonly string[] s_programs = ["/bin", "/usr", "/lib", "/lib64", "/etc/ssl"];
    private readonly TemporaryFolder _folder = new();
    private string? _missing;

    /// <summary>The machine's .NET.</summary>
    public static string DotNet { get; } =
        Path.GetDirectoryName(
            Path.GetDirectoryName(
                Path.GetDirectoryName(
                    System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')
                )
            )
        )!;

    public ClusterHost Host { get; private set; } = null!;

    internal string Directory => _folder.Path;

    internal string Registry => Host.Registry.ToString();

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            _missing = "Pods need the loopback addresses of Linux.";
            return;
        }
        try
        {
            await Start();
        }
        catch (ClusterStartException e)
        {
            _missing = e.Message;
        }
    }

    /// <summary>Starts the cluster, again where it was stopped.</summary>
    internal async Task Start()
    {
        Host = await ClusterHost.StartAsync(
            new ClusterOptions(_folder.Path) { Runtime = RuntimeChoice.Docker }
        );
        using var registry = await ClusterRegistry.ConnectAsync(Host);
        await TestImage.Server().Push(registry, "web", "1");
        await ClusterRegistry.PushShellAsync(registry);
    }

    /// <summary>The cluster, unless no engine answers.</summary>
    internal DockerFixture Demand()
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A pod of one container.</summary>
    internal void Run(string name, string image, string container, string spec = "", string volumes = "")
    {
        var host = s_programs.Where(Path.Exists).Append(DotNet).Index().ToList();
        var sources = host.Select(p => $"{{'name': 'host{p.Index}', 'hostPath': {{'path': '{p.Item}'}} }}");
        var mounts = host.Select(p =>
            $"{{'name': 'host{p.Index}', 'mountPath': '{p.Item}', 'readOnly': true}}"
        );
        var pod = TestObjects.Json(
            $$"""
            {'apiVersion': 'v1', 'kind': 'Pod',
             'metadata': {'name': '{{name}}', 'namespace': 'default', 'labels': {'app': '{{name}}'} },
             'spec': {'terminationGracePeriodSeconds': 2, {{spec}}
             'volumes': [{{volumes}} {{string.Join(", ", sources)}}],
             'containers': [{ 'name': 'c', 'image': '{{Registry}}/{{image}}:1', {{container}} }] } }
            """
        );
        foreach (var one in pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")))
        {
            var list = one["volumeMounts"] as JsonArray ?? [];
            foreach (var mount in mounts)
                list.Add(TestObjects.Json(mount));
            one["volumeMounts"] = list;
        }
        Host.Resources.Create(Kinds.Pod, pod);
    }

    internal void Create(ResourceKind kind, string text)
    {
        var obj = TestObjects.Json(text);
        (obj["apiVersion"], obj["kind"]) = (kind.ApiVersion, kind.Kind);
        Host.Resources.Create(kind, obj);
    }

    internal JsonObject? Pod(string name) => Host.Resources.Get(Kinds.Pod, "default", name);

    internal JsonObject? Status(string pod) => Pod(pod).Items("status", "containerStatuses").FirstOrDefault();

    internal string Address(string pod) => Pod(pod).Text("status", "podIP")!;

    internal Task Until(string pod, Func<JsonObject?, bool> condition) =>
        Eventually.True(() => condition(Status(pod)), () => Pod(pod)?["status"]?.ToJsonString() ?? "gone");

    internal Task UntilEnded(string pod) =>
        Until(pod, status => status.At("state", "terminated") is not null);

    internal async Task<string> Log(string pod)
    {
        using var http = ApiFixture.Connect(Directory);
        using var answer = await http.GetAsync($"api/v1/namespaces/default/pods/{pod}/log?container=c");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The newest kubectl of this machine.</summary>
    internal KubectlSession Kubectl()
    {
        Assert.SkipWhen(KubectlPrograms.LowestAndHighest.Count == 0, "kubectl is not installed");
        return new KubectlSession(KubectlPrograms.LowestAndHighest[^1], Host.Kubeconfig, "default");
    }

    /// <summary>Gives a ConfigMap's key another value.</summary>
    internal void Change(string configMap, string key, string value)
    {
        var obj = Host.Resources.Get(Kinds.ConfigMap, "default", configMap)!;
        obj.Child("data")[key] = value;
        Host.Resources.Update(Kinds.ConfigMap, obj);
    }

    internal async Task Delete(string pod)
    {
        Host.Resources.Delete(Kinds.Pod, "default", pod);
        await Eventually.True(() => Pod(pod) is null);
    }

    /// <summary>How many containers the engine has of a pod.</summary>
    internal static Task<int> InEngine(string uid) => Containers($"dev.slipway.pod={uid}");

    /// <summary>How many containers, and networks, the engine has of the cluster of a folder.</summary>
    internal static async Task<(int Containers, int Networks)> OfCluster(string directory)
    {
        using var engine = new DockerClientConfiguration().CreateClient();
        var label = $"dev.slipway.cluster={directory}";
        var networks = await engine.Networks.ListNetworksAsync(
            new NetworksListParameters { Filters = Labelled(label) }
        );
        return (await Containers(label), networks.Count);
    }

    private static async Task<int> Containers(string label)
    {
        using var engine = new DockerClientConfiguration().CreateClient();
        return (
            await engine.Containers.ListContainersAsync(
                new ContainersListParameters { All = true, Filters = Labelled(label) }
            )
        ).Count;
    }

    private static Dictionary<string, IDictionary<string, bool>> Labelled(string label) =>
        new() { ["label"] = new Dictionary<string, bool> { [label] = true } };
}
