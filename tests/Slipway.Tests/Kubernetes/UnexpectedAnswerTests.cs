using System.Globalization;
using Microsoft.AspNetCore.Http;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;

namespace Slipway.Tests.Kubernetes;

/// <summary>What answers is not always an API server: proxies, login pages and broken extensions answer too.</summary>
public sealed class UnexpectedAnswerTests
{
    private const string List = "/api/v1/namespaces/shop/configmaps";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<html>log in</html>", "the answer is not JSON (line 1, column 1)")]
    [InlineData("{\"kind\":\"ConfigMap\"", "the answer is not JSON (line 1, column ")]
    [InlineData("[]", "A Kubernetes object needs 'metadata.name'")]
    [InlineData("5", "A Kubernetes object needs 'metadata.name'")]
    [InlineData(
        """{"metadata":{"name":"m","labels":{"a":1}}}""",
        "'metadata.labels' must be a mapping of strings to strings"
    )]
    [InlineData("""{"metadata":{"name":"\ud800"}}""", "the answer is not JSON")]
    [InlineData("""{"metadata":{"name":"a","name":"b"}}""", "the answer is not JSON")]
    public async Task Something_else_than_an_object_is_refused_with_the_address(string body, string why)
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", $"{List}/m", 200, body);

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() =>
            cluster.GetAsync(new ObjectKey("v1", "ConfigMap", "shop", "m"), Stop)
        );

        Assert.StartsWith(
            $"{cluster.Address.Server} does not answer as a Kubernetes API server "
                + $"(get configmap/m in namespace shop): {why}",
            e.What
        );
        Assert.Equal($"{cluster.Address}", e.Where);
        Assert.Contains("what answers between it and this machine", e.Next);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"metadata":{},"items":{}}""")]
    [InlineData("""{"metadata":[],"items":[]}""")]
    [InlineData("""{"metadata":{},"items":[1]}""")]
    public async Task Something_else_than_a_list_is_refused(string body)
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", List, 200, body);

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() =>
            cluster.ListAsync("v1", "ConfigMap", "shop", null, Stop)
        );
    }

    [Fact]
    public async Task A_list_that_never_ends_is_refused()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        for (var page = 0; page < 1000; page++)
        {
            var next = page.ToString(CultureInfo.InvariantCulture);
            api.On("GET", List, 200, $$$"""{"metadata":{"continue":"{{{next}}}"},"items":null}""");
        }

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() =>
            cluster.ListAsync("v1", "ConfigMap", "shop", null, Stop)
        );

        Assert.EndsWith("(list configmaps in namespace shop): the list never ends.", e.What);
    }

    [Fact]
    public async Task A_watch_that_never_says_anything_sensible_ends()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync(new FastTime());
        api.On("GET", $"{List}?limit", 200, """{"metadata":{"resourceVersion":"10"},"items":[]}""");
        for (var i = 0; i < 1000; i++)
            api.On("GET", $"{List}?watch", context => context.Response.WriteAsync("<html>\n"));

        var e = await Assert.ThrowsAsync<ClusterUnreachableException>(async () =>
        {
            await foreach (var news in cluster.WatchAsync("v1", "ConfigMap", "shop", null, Stop))
                Assert.Null(news.Object);
        });

        Assert.Contains("a line of the watch is not JSON", e.What);
    }
}
