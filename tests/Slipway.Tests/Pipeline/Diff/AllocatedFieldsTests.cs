using Slipway.Pipeline.Diff;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Diff;

/// <summary>What only the dry run's own answer has is not shown as what a release would change.</summary>
public sealed class AllocatedFieldsTests
{
    [Theory]
    // From ClusterIP to NodePort: the port is another one each time.
    [InlineData(
        """{"ports":[{"port":80,"nodePort":31000}],"clusterIP":"10.0.0.1","type":"NodePort"}""",
        """{"ports":[{"port":80}],"clusterIP":"10.0.0.1","type":"ClusterIP"}""",
        """{"ports":[{"port":80}],"type":"NodePort"}""",
        """{"ports":[{"port":80}],"clusterIP":"10.0.0.1","type":"NodePort"}"""
    )]
    // The ports that it has, and those that the manifest names, are no chance.
    [InlineData(
        """{"ports":[{"port":80,"nodePort":31000},{"port":81,"nodePort":31001}]}""",
        """{"ports":[{"port":80,"nodePort":31000}]}""",
        """{"ports":[{"port":80},{"port":81,"nodePort":31001}]}""",
        """{"ports":[{"port":80,"nodePort":31000},{"port":81,"nodePort":31001}]}"""
    )]
    [InlineData(
        """{"clusterIP":"10.96.0.0","clusterIPs":["10.96.0.0"],"healthCheckNodePort":30000,"type":"LoadBalancer"}""",
        """{"type":"ExternalName"}""",
        """{"type":"LoadBalancer"}""",
        """{"type":"LoadBalancer"}"""
    )]
    [InlineData(
        """{"clusterIP":"None","clusterIPs":["None"]}""",
        """{"type":"ExternalName"}""",
        """{"clusterIP":"None","clusterIPs":["None"]}""",
        """{"clusterIP":"None","clusterIPs":["None"]}"""
    )]
    public void An_address_or_port_that_the_API_server_chose_for_the_dry_run_is_left_out(
        string result,
        string live,
        string desired,
        string shown
    ) =>
        Assert.Equal(
            Service(shown).ToString(),
            AllocatedFields.Without(Service(result), Service(live), Service(desired)).ToString()
        );

    private static KubeObject Service(string spec) =>
        KubeObject.Parse(
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":""" + spec + "}"
        );
}
