using System.Net;
using LocalCluster.Controllers.Gateways;
using LocalCluster.Network;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Tests.Network;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("", "a.example", true)]
    [InlineData("a.example", "a.example", true)]
    [InlineData("a.example", "b.a.example", false)]
    [InlineData("*.example", "a.example", true)]
    [InlineData("*.example", "b.a.example", true)]
    [InlineData("*.example", "example", false)]
    public void A_host_pattern_matches(string pattern, string host, bool expected) =>
        Assert.Equal(expected, HostPattern.Of(pattern).Matches(host));

    [Theory]
    [InlineData("", "a.example", "a.example")]
    [InlineData("*.example", "a.example", "a.example")]
    [InlineData("a.example", "*.example", "a.example")]
    [InlineData("*.example", "*.a.example", "*.a.example")]
    [InlineData("*.a.example", "*.a.example", "*.a.example")]
    [InlineData("*.a.example", "*.b.example", null)]
    [InlineData("a.example", "b.example", null)]
    [InlineData("", "", "")]
    public void Host_patterns_intersect(string one, string other, string? expected) =>
        Assert.Equal(expected, HostPattern.Of(one).Intersect(HostPattern.Of(other))?.Text);

    [Theory]
    [InlineData("/foo", "/foo", true)]
    [InlineData("/foo", "/foo/bar", true)]
    [InlineData("/foo/", "/foo", true)]
    [InlineData("/foo", "/foobar", false)]
    [InlineData("/", "/anything", true)]
    public void A_prefix_ends_at_an_element(string prefix, string path, bool expected) =>
        Assert.Equal(expected, new PathMatch(PathKind.Prefix, prefix).Matches(path));

    [Fact]
    public void The_closest_match_comes_first()
    {
        var old = DateTimeOffset.UnixEpoch;
        List<RouteEntry> wanted =
        [
            Entry("a.example", PathKind.Exact, "/x"),
            Entry("a.example", PathKind.Regex, "/x.*"),
            Entry("a.example", PathKind.Prefix, "/x/y"),
            Entry("a.example", PathKind.Prefix, "/x", "GET"),
            Entry("a.example", PathKind.Prefix, "/x", null, FieldPlace.Header, FieldPlace.Header),
            Entry("a.example", PathKind.Prefix, "/x", null, FieldPlace.Header, FieldPlace.Query),
            Entry("a.example", PathKind.Prefix, "/x", null, FieldPlace.Header),
            Entry("a.example", PathKind.Prefix, "/x", null, FieldPlace.Query),
            Entry("a.example", PathKind.Prefix, "/x"),
            Entry("a.example", PathKind.Prefix, "/x") with
            {
                Origin = new(old.AddSeconds(1), "a/a", 0),
            },
            Entry("a.example", PathKind.Prefix, "/x") with
            {
                Origin = new(old.AddSeconds(1), "a/b", 0),
            },
            Entry("a.example", PathKind.Prefix, "/x") with
            {
                Origin = new(old.AddSeconds(1), "a/b", 1),
            },
            Entry("*.b.example", PathKind.Exact, "/x"),
            Entry("*.example", PathKind.Exact, "/xxxxx"),
            Entry("", PathKind.Exact, "/xxxxx"),
        ];
        Assert.Equal(wanted, RouteEntry.InOrder(wanted.AsEnumerable().Reverse()));
    }

    [Theory]
    [InlineData(90, 10)]
    [InlineData(1, 2, 7)]
    [InlineData(0, 5, 0, 5)]
    [InlineData(99, 1)]
    public void Turns_are_exact_over_every_whole_round(params int[] weights)
    {
        var turn = new WeightedRoundRobin(weights);
        for (var round = 0; round < 3; round++)
        {
            var taken = new int[weights.Length];
            for (var i = 0; i < weights.Sum(); i++)
                taken[turn.Next()!.Value]++;
            Assert.Equal(weights, taken);
        }
        Assert.Null(new WeightedRoundRobin([0, 0]).Next());
    }

    [Fact]
    public void Turns_go_on_where_the_weights_stay()
    {
        var before = new BackendRotations(null);
        var kept = before.For("a", [1, 9]);
        var after = new BackendRotations(before);
        Assert.Same(kept, after.For("a", [1, 9]));
        Assert.NotSame(kept, new BackendRotations(before).For("a", [2, 8]));
    }

    [Theory]
    [InlineData("/foo", "/xyz", "/foo/bar", "/xyz/bar")]
    [InlineData("/foo", "/xyz/", "/foo/bar", "/xyz/bar")]
    [InlineData("/foo", "/xyz", "/foo", "/xyz")]
    [InlineData("/foo", "/xyz", "/foo/", "/xyz/")]
    [InlineData("/foo", "/", "/foo/bar", "/bar")]
    [InlineData("/foo", "", "/foo", "/")]
    [InlineData("/", "/xyz", "/bar", "/xyz/bar")]
    public void A_prefix_is_replaced(string prefix, string value, string path, string expected) =>
        Assert.Equal(expected, new PathEdit(value, true).Apply(path, new PathMatch(PathKind.Prefix, prefix)));

    [Theory]
    [InlineData("https", null, "https://a.example/p")]
    [InlineData(null, null, "http://a.example:8080/p")]
    [InlineData("http", 80, "http://a.example/p")]
    [InlineData(null, 81, "http://a.example:81/p")]
    public void A_redirect_names_the_port_only_where_it_must(string? scheme, int? port, string expected) =>
        Assert.Equal(
            expected,
            new Redirect(302, scheme, null, port, null).Location(
                "http",
                "a.example",
                8080,
                "/p",
                "",
                PathMatch.All
            )
        );

    [Theory]
    [InlineData("1h30m", 5400.0)]
    [InlineData("500ms", 0.5)]
    [InlineData("1m1s1ms", 61.001)]
    [InlineData("1d", null)]
    public void Durations_are_read(string text, double? seconds) =>
        Assert.Equal(seconds, Durations.Parse(text)?.TotalSeconds);

    [Fact]
    public void A_gateway_keeps_its_address_and_nobody_else_gets_it()
    {
        var block = new AddressBlock(80, 16);
        var addresses = new GatewayAddresses(block);
        var (one, two) = (new ObjectName("a", "one"), new ObjectName("a", "two"));
        var first = addresses.Take(one, null, block.Gateway(7));
        Assert.Equal(block.Gateway(7), first);
        Assert.Null(addresses.Take(two, first, null));
        Assert.Null(addresses.Take(two, IPAddress.Parse("10.0.0.1"), null));
        Assert.NotEqual(first, addresses.Take(two, null, first));
        addresses.Release(one);
        Assert.Equal(first, addresses.Take(two, first, null));
    }

    [Fact]
    public void A_caller_stays_with_its_endpoint_until_its_time_is_over_or_the_endpoint_is_gone()
    {
        var time = new ManualTime();
        List<IPEndPoint> ready =
        [
            .. Enumerable.Range(1, 50).Select(port => new IPEndPoint(IPAddress.Loopback, port)),
        ];
        TimeSpan? sticky = TimeSpan.FromSeconds(10);
        var choice = new EndpointChoice(() => ready, () => sticky, time);
        var caller = IPAddress.Parse("127.0.0.9");
        choice.Remember(caller, ready[41]);
        for (var i = 0; i < 50; i++)
            Assert.Equal(42, choice.InOrder(caller).First().Port);
        Assert.Equal(50, choice.InOrder(caller).Distinct().Count());
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains(Enumerable.Range(0, 200), _ => choice.InOrder(caller).First().Port != 42);
        choice.Remember(caller, ready[41]);
        ready.RemoveAt(41);
        Assert.DoesNotContain(42, choice.InOrder(caller).Select(e => e.Port));
        sticky = null;
        choice.Remember(caller, ready[0]);
        Assert.Contains(Enumerable.Range(0, 200), _ => choice.InOrder(caller).First().Port != 1);
    }

    private static RouteEntry Entry(
        string host,
        PathKind kind,
        string path,
        string? method = null,
        params FieldPlace[] fields
    ) =>
        new(
            HostPattern.Of(host),
            new RequestMatch(
                new PathMatch(kind, path),
                method,
                [.. fields.Select(f => new FieldMatch(f, "n", "v"))]
            ),
            new RouteRule([], new WeightedRoundRobin([])),
            new RouteOrigin(DateTimeOffset.UnixEpoch, "a/a", 0)
        );
}
