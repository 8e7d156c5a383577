using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Network;

public sealed class SessionAffinityTests(GatewayCluster cluster) : IClassFixture<GatewayCluster>
{
    [Fact]
    public async Task Connections_of_a_caller_go_to_one_endpoint_where_the_service_asks_for_it()
    {
        var (one, two) = (await cluster.Serve("sticky-one"), await cluster.Serve("sticky-two"));
        cluster.Resources.Create(
            Kinds.Service,
            TestObjects.Json(
                """
                {'metadata': {'name': 'sticky', 'namespace': 'default'}, 'spec': {
                 'sessionAffinity': 'ClientIP', 'ports': [{'name': 'http', 'port': 8000}]}}
                """
            )
        );
        cluster.PointTo("sticky", one.Port, two.Port);
        var service = cluster.Get(Kinds.Service, "sticky");
        Assert.Equal(10800, service.Number("spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"));
        var address = service.Text("spec", "clusterIP")!;
        await Eventually.True(async () => (await Asked(address, 10)).Count == 1);
        Assert.Single(await Asked(address, 30));

        service["spec"]!["sessionAffinity"] = "None";
        service["spec"]!.AsObject().Remove("sessionAffinityConfig");
        cluster.Resources.Update(Kinds.Service, service);
        await Eventually.True(async () => (await Asked(address, 30)).Count == 2);
    }

    /// <summary>Who answered, each time on a new connection.</summary>
    private static async Task<HashSet<string>> Asked(string address, int times)
    {
        var answered = new HashSet<string>();
        for (var i = 0; i < times; i++)
        {
            using var http = GatewayCluster.Client(address, 8000);
            try
            {
                answered.UnionWith((await GatewayCluster.Shares(http, 1)).Keys);
            }
            catch (HttpRequestException)
            {
                // The Service does not listen yet.
            }
        }
        return answered;
    }
}
