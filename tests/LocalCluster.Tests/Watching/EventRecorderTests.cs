using System.Text.Json.Nodes;
using LocalCluster.Schema;
using LocalCluster.Tests.Hosting;
using LocalCluster.Watching;

namespace LocalCluster.Tests.Watching;

public sealed class EventRecorderTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task All_events_of_one_moment_are_kept()
    {
        const int Count = 200;
        var ns = await api.Namespace();
        var map = api.Host.Resources.Create(
            Kinds.ConfigMap,
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = "busy", ["namespace"] = ns },
            }
        );
        var complaints = new List<string>();
        var recorder = new EventRecorder(api.Host.Resources, new ManualTime(), complaints.Add);
        for (var i = 0; i < Count; i++)
            recorder.Normal(EventSource.Volumes, Kinds.ConfigMap, map, "Busy", $"It happened in place {i}");
        using var stop = new CancellationTokenSource();
        var writing = recorder.RunAsync(stop.Token);
        await Eventually.True(() =>
            complaints.Count > 0 || api.Host.Resources.List(Kinds.Event, ns).Count == Count
        );
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Empty(complaints);
    }
}
