using Slipway.Pipeline.Status;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class ServiceAddressesTests
{
    private const string Forward = "kubectl -n shop port-forward service/movie 80";

    private const string Route = """
        {"host":"shop.example.com",
         "http":{"paths":[{"path":"/movies","backend":{"service":{"name":"movie"}}}]}}
        """;

    /// <summary>
    /// The Service's spec and status, the Ingress' spec, whether cluster addresses can be reached.
    /// </summary>
    public static TheoryData<string, string, string?, bool, string> Services =>
        new()
        {
            { """{"clusterIP":"127.3.0.9","ports":[{"port":80}]}""", "{}", null, true, "http://127.3.0.9" },
            {
                """{"clusterIP":"127.3.0.9","ports":[{"port":8080}]}""",
                "{}",
                null,
                true,
                "http://127.3.0.9:8080"
            },
            { """{"clusterIP":"None","ports":[{"port":80}]}""", "{}", null, true, Forward },
            { """{"clusterIP":"10.0.0.9","ports":[{"port":80}]}""", "{}", null, false, Forward },
            { """{"type":"ExternalName","externalName":"a.example.com"}""", "{}", null, true, Forward },
            {
                """{"ports":[{"port":80}]}""",
                """{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}""",
                null,
                false,
                "http://192.0.2.1"
            },
            {
                """{"ports":[{"port":81}]}""",
                """{"loadBalancer":{"ingress":[{"hostname":"lb.example.com","ip":"192.0.2.1"}]}}""",
                null,
                false,
                "http://lb.example.com:81"
            },
            { """{"ports":[{"port":80}]}""", """{"loadBalancer":{}}""", null, false, Forward },
            {
                """{"ports":[{"port":80}]}""",
                "{}",
                $$"""{"rules":[{{Route}}]}""",
                false,
                "http://shop.example.com/movies"
            },
            {
                """{"ports":[{"port":80}]}""",
                "{}",
                $$"""{"tls":[{"hosts":["shop.example.com"]}],"rules":[{{Route}}]}""",
                false,
                "https://shop.example.com/movies"
            },
            // Rules without host or paths, and backends that are no Services, lead nowhere that we could name.
            {
                """{"ports":[{"port":80}]}""",
                "{}",
                """
                    {"rules":[{"http":{"paths":[{"backend":{"resource":{"name":"movie"}}}]}},{"host":"a"},
                     {"host":"b","http":{"paths":[{"backend":{"resource":{"name":"movie"}}}]}}]}
                    """,
                false,
                Forward
            },
        };

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_is_asked_where_it_answers(
        string spec,
        string status,
        string? ingress,
        bool local,
        string address
    )
    {
        var service = Object("v1", "Service", "movie", spec, status);
        KubeObject[] ingresses = ingress is null
            ? []
            : [Object("networking.k8s.io/v1", "Ingress", "shop", ingress, "{}")];
        Assert.Equal(address, ServiceAddresses.Of(service, ingresses, local));
    }

    private static KubeObject Object(
        string apiVersion,
        string kind,
        string name,
        string spec,
        string status
    ) =>
        KubeObject.Parse(
            $$"""
            {"apiVersion":"{{apiVersion}}","kind":"{{kind}}","metadata":{"name":"{{name}}","namespace":"shop"},
             "spec":{{spec}},"status":{{status}}}
            """
        );
}
