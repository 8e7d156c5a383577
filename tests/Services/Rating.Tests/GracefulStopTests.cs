using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Running;

namespace Rating.Tests;

public class GracefulStopTests
{
    private const int Clients = 8;

    [Fact]
    public async Task Under_load_no_request_is_lost()
    {
        await using var process = StartedProcess.Start(
            "Rating.dll", ("Shutdown__DrainSeconds", "15"), ("Faults__LatencyMilliseconds", "20"));
        var address = await process.ListeningAsync();
        using var http = new HttpClient { BaseAddress = address };
        using var inService = new CancellationTokenSource();
        var answers = new ConcurrentQueue<HttpStatusCode>();

        var clients = Enumerable.Range(0, Clients);
        var load = clients.Select(_ => LoadAsync(address, answers, inService.Token)).ToArray();
        await Until.TrueAsync(() => answers.Count > 10 * Clients);
        process.Terminate();

        // Clients go on, as a load balancer does, until the probe tells them that the service stops.
        await Until.TrueAsync(async () =>
            await StatusAsync(http, "/healthz/ready") == HttpStatusCode.ServiceUnavailable);
        var before = answers.Count;
        await Until.TrueAsync(() => answers.Count > before + Clients);
        await inService.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(0, await process.ExitAsync());
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task While_it_drains_it_is_alive_not_ready_and_ends_connections_with_their_answers()
    {
        await using var process = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "300"));
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz/ready"));
        process.Terminate();
        await Until.TrueAsync(async () =>
            await StatusAsync(http, "/healthz/ready") == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz/live"));
        using var answer = await http.GetAsync("/ratings/movie/1", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
    }

    [Fact]
    public async Task A_request_in_flight_is_finished_even_without_a_drain()
    {
        await using var process = StartedProcess.Start("Rating.dll", ("Shutdown__DrainSeconds", "0"));
        var address = await process.ListeningAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        const string body = """{"userId":"anna","value":3}""";

        // The service asks for the body, so the request has reached it.
        await SendAsync(client, $"""
            PUT /ratings/movie/new HTTP/1.1
            Host: rating
            Content-Type: application/json
            Content-Length: {body.Length}
            Expect: 100-continue


            """);
        Assert.Equal("HTTP/1.1 100 Continue", await ReadLineAsync(reader));
        Assert.Equal("", await ReadLineAsync(reader));
        process.Terminate();
        await Until.TrueAsync(() => IsClosedAsync(address));
        await SendAsync(client, body);

        Assert.Equal("HTTP/1.1 200 OK", await ReadLineAsync(reader));
        var rest = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Connection: close", rest);
        Assert.Contains("\"count\":1", rest);
        Assert.Equal(0, await process.ExitAsync());
    }

    private static async Task LoadAsync(
        Uri address, ConcurrentQueue<HttpStatusCode> answers, CancellationToken inService)
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

    private static async Task<bool> IsClosedAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task SendAsync(TcpClient client, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
        await client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader) =>
        await reader.ReadLineAsync(TestContext.Current.CancellationToken);
}
