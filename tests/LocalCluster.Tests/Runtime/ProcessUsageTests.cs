using System.Text.Json.Nodes;
using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Tests.Hosting;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

public sealed class ProcessUsageTests
{
    [Fact]
    public async Task The_metrics_of_a_pod_are_those_of_its_processes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are measured through proc(5).");
        using var folder = new TemporaryFolder();
        await using var host = await ClusterHost.StartAsync(
            new ClusterOptions(folder.Path) { Durable = false },
            TestContext.Current.CancellationToken
        );
        using var registry = await ClusterRegistry.ConnectAsync(host);
        await new TestImage([TestImage.File("app/x", "")]).Push(registry, "busy", "1");
        host.Resources.Create(
            Kinds.Pod,
            TestObjects.Json(
                $$"""
                {'metadata': {'name': 'busy', 'namespace': 'default'},
                 'spec': {'terminationGracePeriodSeconds': 0,
                 'containers': [{'name': 'c', 'image': '{{host.Registry}}/busy:1',
                  'args': ['-c',
                   'while :; do i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; sleep 0.05; done'] }] } }
                """
            )
        );
        using var client = ApiFixture.Connect(host, folder.Path);
        JsonNode? usage = null;
        // The first measurement may be of a time when others had the machine.
        await Eventually.True(
            async () =>
            {
                var metrics = await Answer(
                    client,
                    "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods/busy"
                );
                usage = metrics.Items("containers").SingleOrDefault()?["usage"];
                return Quantity.TryParse(usage.Text("cpu") ?? "", out var cpu) && cpu.Value > 0.01m;
            },
            () => $"{usage}"
        );
        Assert.True(
            Quantity.TryParse(usage.Text("memory"), out var memory) && memory.Value > 100_000,
            usage!.ToString()
        );
        Assert.NotNull(await Answer(client, "/apis/metrics.k8s.io/v1beta1/nodes/local"));
    }

    /// <summary>The JSON of an answer; null while there is none, or none that says yes.</summary>
    private static async Task<JsonNode?> Answer(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(text.Length == 0 ? "{}" : text) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
