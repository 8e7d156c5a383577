using Microsoft.AspNetCore.Http;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Tests.Kubernetes;

/// <summary>An API server, or a pod behind it, whose answers do not end.</summary>
public sealed class EndlessAnswerTests
{
    private const string Maps = "/api/v1/namespaces/shop/configmaps";
    private const string Pod = "/api/v1/namespaces/shop/pods";
    private static readonly byte[] s_mebibyte = [.. Enumerable.Repeat((byte)'x', 1024 * 1024)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_without_end_is_refused_and_not_asked_for_again()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", Maps, context => EndlessAsync(context));

        var refusal = await Assert.ThrowsAsync<BodyTooLongException>(() =>
            cluster.GetAsync(new ObjectKey("v1", "ConfigMap", "shop", "m"), Stop)
        );

        Assert.Equal(
            "The answer to 'get configmap/m in namespace shop' is longer than 64 MiB, so the rest was not read.",
            refusal.What
        );
        Assert.Equal(cluster.Address.ToString(), refusal.Where);
        Assert.Single(api.Requests, request => request.Contains(Maps, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_large_objects_is_read_in_smaller_pages()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", $"{Maps}?limit=500", context => EndlessAsync(context))
            .On("GET", $"{Maps}?limit=50", 200, """{"metadata":{"resourceVersion":"7"},"items":[]}""");

        var list = await cluster.ListAsync("v1", "ConfigMap", "shop", null, Stop);

        Assert.Equal("7", list.ResourceVersion);
    }

    [Fact]
    public async Task A_list_without_end_is_refused()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        foreach (var size in new[] { 500, 50, 5, 1 })
            api.On("GET", $"{Maps}?limit={size}", context => EndlessAsync(context));

        await Assert.ThrowsAsync<BodyTooLongException>(() =>
            cluster.ListAsync("v1", "ConfigMap", "shop", null, Stop)
        );
    }

    [Fact]
    public async Task A_line_of_a_watch_without_end_is_refused()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", $"{Maps}?limit=500", 200, """{"metadata":{"resourceVersion":"7"},"items":[]}""")
            .On("GET", $"{Maps}?watch=true", context => EndlessAsync(context));
        await using var watch = cluster
            .WatchAsync("v1", "ConfigMap", "shop", null, Stop)
            .GetAsyncEnumerator(Stop);

        await Assert.ThrowsAsync<BodyTooLongException>(async () =>
        {
            while (await watch.MoveNextAsync()) { }
        });
    }

    [Fact]
    public async Task Metrics_without_end_are_refused()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", $"{Pod}/movie:8080/proxy/metrics", context => EndlessAsync(context));

        var refusal = await Assert.ThrowsAsync<BodyTooLongException>(() =>
            cluster.GetThroughPodAsync("shop", "movie", "8080", "/metrics", Stop)
        );

        Assert.Equal(
            "The answer to 'query pod movie through the API server' is longer than 4 MiB, so the rest was not read.",
            refusal.What
        );
    }

    [Fact]
    public async Task A_log_is_asked_for_up_to_a_length_and_not_read_beyond()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", $"{Pod}/movie/log", context => EndlessAsync(context));

        await Assert.ThrowsAsync<BodyTooLongException>(() =>
            cluster.LogsAsync("shop", "movie", "movie", 20, previous: false, Stop)
        );

        Assert.Contains(api.Requests, request =>
            request.EndsWith("tailLines=20&limitBytes=1048576", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_followed_log_whose_line_never_ends_is_cut()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", $"{Pod}/movie/log", async context =>
        {
            await EndlessAsync(context, mebibytes: 80);
            await context.Response.WriteAsync("\nlast\n", Stop);
        });

        var lines = new List<string>();
        await foreach (var line in cluster.FollowLogsAsync("shop", "movie", "movie", 20, Stop))
            lines.Add(line);

        Assert.Equal([64 * 1024, 4], lines.Select(line => line.Length));
    }

    // Until whoever reads it goes away.
    private static async Task EndlessAsync(HttpContext context, int mebibytes = int.MaxValue)
    {
        context.Response.ContentType = "application/json";
        try
        {
            for (var written = 0; written < mebibytes; written++)
                await context.Response.Body.WriteAsync(s_mebibyte, context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It has.
        }
    }
}
