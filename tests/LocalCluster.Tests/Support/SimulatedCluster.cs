using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Tests.Support;

/// <summary>A whole cluster whose pods run nothing, on a clock that the test moves.</summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ClusterHost? _host;

    public ManualTime Time { get; } = new();

    public IResources Resources => _host!.Resources;

    public LocalCluster.Api.Access.AccountTokens Tokens => _host!.Context.Tokens;

    public static async Task<SimulatedCluster> Start()
    {
        var cluster = new SimulatedCluster();
        cluster._host = await ClusterHost.StartAsync(
            new ClusterOptions(cluster._folder.Path)
            {
                Durable = false,
                Runtime = RuntimeChoice.Simulated,
                Time = cluster.Time,
            }
        );
        return cluster;
    }

    public JsonObject Get(ResourceKind kind, string name) => Resources.Get(kind, "default", name)!;

    public IReadOnlyList<JsonObject> Pods(string app) =>
        Resources.List(Kinds.Pod, "default", pod => pod.Text("metadata", "labels", "app") == app);

    public IEnumerable<string> Events(string reason) =>
        Resources
            .List(Kinds.Event, "default", happened => happened.Text("reason") == reason)
            .Select(happened => happened.Text("message")!);

    /// <summary>Moves the clock in small steps until something is true.</summary>
    public Task Until(
        Func<bool> condition,
        TimeSpan step,
        [CallerArgumentExpression(nameof(condition))] string words = ""
    ) =>
        Eventually.True(
            () =>
            {
                if (condition())
                    return true;
                Time.Advance(step);
                return false;
            },
            words: words
        );

    public void Deploy(string name, int replicas, string annotations = "{}", string more = "") =>
        Resources.Create(
            Kinds.Deployment,
            TestObjects.Json(
                $$$"""
                {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': '{{{name}}}',
                 'namespace': 'default'},
                 'spec': {'replicas': {{{replicas}}}, 'progressDeadlineSeconds': 60, {{{more}}}
                  'selector': {'matchLabels': {'app': '{{{name}}}'}},
                  'template': {'metadata': {'labels': {'app': '{{{name}}}'}, 'annotations': {{{annotations}}}},
                   'spec': {'containers': [{'name': 'c', 'image': 'registry.example/web:1'}] } } } }
                """
            )
        );

    /// <summary>Changes an object, again where someone else was faster.</summary>
    public void Change(ResourceKind kind, string name, Action<JsonObject> change)
    {
        while (true)
        {
            var obj = Get(kind, name);
            change(obj);
            try
            {
                Resources.Update(kind, obj);
                return;
            }
            catch (ApiException e) when (e.Code == 409)
            {
                // A controller wrote it in between.
            }
        }
    }

    public Task Complete(string deployment) =>
        Eventually.True(() => IsComplete(deployment), () => Get(Kinds.Deployment, deployment).ToJsonString());

    public bool IsComplete(string deployment)
    {
        var obj = Get(Kinds.Deployment, deployment);
        var wanted = obj.Number("spec", "replicas");
        return obj.Number("status", "observedGeneration") == obj.Number("metadata", "generation")
            && (obj.Number("status", "replicas") ?? 0) == wanted
            && (obj.Number("status", "updatedReplicas") ?? 0) == wanted
            && (obj.Number("status", "availableReplicas") ?? 0) == wanted;
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        _folder.Dispose();
    }
}
