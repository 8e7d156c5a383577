using System.Collections.Concurrent;
using System.Net;
using Running;

namespace Rating.Tests;

public class GracefulStopTests
{
    private const int Clients = 8;

    [Fact]
    public async Task Under_load_no_request_is_lost()
    {
        await using var process = StartedProcess.Start(
            "Rating.dll",
            ("Shutdown__DrainSeconds", "300"),
            ("Faults__LatencyMilliseconds", "20")
        );
        var address = await process.ListeningAsync();
        using var http = new HttpClient { BaseAddress = address };
        using var inService = new CancellationTokenSource();
        var answers = new ConcurrentQueue<HttpStatusCode>();

        var clients = Enumerable.Range(0, Clients);
        var load = clients.Select(_ => LoadAsync(address, answers, inService.Token)).ToArray();
        await Eventually.True(() => answers.Count > 10 * Clients);
        process.Terminate();

        // Clients go on, as a load balancer does, until the probe tells them that the service stops.
        await Eventually.True(async () =>
            await StatusAsync(http, "/healthz/ready") == HttpStatusCode.ServiceUnavailable
        );
        var before = answers.Count;
        await Eventually.True(() => answers.Count > before + Clients);
        await inService.CancelAsync();
        await Task.WhenAll(load);

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task While_it_drains_it_is_alive_not_ready_and_ends_connections_with_their_answers()
    {
        await using var process = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "300"));
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz/ready"));
        process.Terminate();
        await Eventually.True(async () =>
            await StatusAsync(http, "/healthz/ready") == HttpStatusCode.ServiceUnavailable
        );

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz/live"));
        using var answer = await http.GetAsync("/ratings/movie/1", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
    }

    [Fact]
    public async Task When_it_is_drained_it_ends()
    {
        await using var process = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "1"));
        await process.ListeningAsync();
        process.Terminate();
        Assert.Equal(0, await process.ExitAsync());
    }

    private static async Task LoadAsync(
        Uri address,
        ConcurrentQueue<HttpStatusCode> answers,
        CancellationToken inService
    )
    {
        using var http = new HttpClient { BaseAddress = address };
        while (!inService.IsCancellationRequested)
            answers.Enqueue(await StatusAsync(http, "/ratings/movie/1"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
