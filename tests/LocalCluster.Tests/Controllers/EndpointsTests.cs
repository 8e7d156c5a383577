using LocalCluster.Controllers.Endpoints;
using LocalCluster.Objects;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class EndpointsTests
{
    [Fact]
    public void A_terminating_pod_serves_but_is_not_ready()
    {
        var service = Json(
            "{'spec': {'selector': {'app': 'web'}, 'ports': [{'name': 'http', 'port': 80, "
                + "'targetPort': 'http'}]}}"
        );
        var labels = ", 'labels': {'app': 'web'}";
        var pods = EndpointPods.Of(
            service,
            [
                ReadyPod("a", "127.80.8.1", labels),
                ReadyPod("b", "127.80.8.2", labels + ", 'deletionTimestamp': '2030-01-01T00:00:30Z'"),
                ReadyPod("other", "127.80.8.3"),
            ]
        );
        var slice = Assert.Single(EndpointsObject.Slices(pods));
        Assert.Equal("[{\"name\":\"http\",\"port\":8080,\"protocol\":\"TCP\"}]", slice.Ports.ToJsonString());
        Assert.Equal(
            [
                """{"ready":true,"serving":true,"terminating":false}""",
                """{"ready":false,"serving":true,"terminating":true}""",
            ],
            slice.Endpoints.Select(endpoint => endpoint.At("conditions")!.ToJsonString())
        );
        Assert.Equal("127.80.8.1", EndpointsObject.Subsets(pods)![0].Items("addresses").Single().Text("ip"));
    }
}
