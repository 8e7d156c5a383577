using System.Net;
using System.Text.RegularExpressions;
using LocalCluster.Schema;
using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Streams;

public sealed partial class PortForwardTests(PodFixture pods) : IClassFixture<PodFixture>
{
    public static TheoryData<string> Programs => PodFixture.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Many_requests_at_once_are_carried_to_the_pod(string program)
    {
        using var forward = Forward(program, "pod/web", 8080);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 16 })
        {
            BaseAddress = await Address(forward),
        };
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 16).Select(_ => http.GetStringAsync("/", Cancellation))
            );
            Assert.All(answers, answer => Assert.Equal("web", answer));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_service_is_forwarded_by_its_own_port(string program)
    {
        var name = $"s{Guid.NewGuid():N}"[..8];
        pods.Create(
            Kinds.Service,
            $$"""
            {'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': '{{name}}', 'namespace': 'default'},
             'spec': {'selector': {'app': 'web'}, 'ports': [{'port': 8000, 'targetPort': 'http'}]} }
            """
        );
        using var forward = Forward(program, $"service/{name}", 8000);
        using var http = new HttpClient { BaseAddress = await Address(forward) };
        Assert.Equal("web", await http.GetStringAsync("/", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_port_on_which_nobody_listens_is_told(string program)
    {
        using var forward = Forward(program, "pod/web", 8081);
        using var http = new HttpClient { BaseAddress = await Address(forward) };
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync("/", Cancellation));
        await forward.Says("error forwarding port 8081 to pod web");
        await forward.Says("connect: connection refused");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LiveProgram Forward(string program, string target, int port)
    {
        var kubectl = pods.Session(program);
        return LiveProgram.Start(program, kubectl.Arguments(["port-forward", target, $":{port}"]));
    }

    private static async Task<Uri> Address(LiveProgram forward)
    {
        await forward.Says("Forwarding from 127.0.0.1:");
        return new Uri($"http://{IPAddress.Loopback}:{Listening().Match(forward.Said).Groups[1].Value}");
    }

    [GeneratedRegex(@"Forwarding from 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
