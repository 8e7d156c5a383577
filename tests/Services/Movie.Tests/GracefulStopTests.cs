using System.Net;
using System.Net.Sockets;
using Running;

namespace Movie.Tests;

public class GracefulStopTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_in_flight_is_finished_even_without_a_drain()
    {
        var go = new TaskCompletionSource();
        await using var metadata = await Stub.WaitingAsync(go.Task, HttpStatusCode.OK, TestCallees.Details);
        await using var rating = await TestCallees.RatingAsync();
        await using var process = StartedProcess.Start(
            "Movie.dll",
            [
                ("Metadata__Url", metadata.Url),
                .. Patient("Metadata"),
                ("Rating__Url", rating.Url),
                .. Patient("Rating"),
                ("Shutdown__DrainSeconds", "0"),
                ("Shutdown__FinishSeconds", "300"),
            ]
        );
        var address = await process.ListeningAsync();
        using var http = new HttpClient { BaseAddress = address };

        var asking = http.GetAsync("/movies/1", Stop);
        await Eventually.True(() => !metadata.Asked.IsEmpty);
        process.Terminate();
        await Eventually.True(() => IsClosedAsync(address));
        Assert.False(asking.IsCompleted);
        go.SetResult();

        using var answer = await asking;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Contains("Metropolis", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(0, await process.ExitAsync());
    }

    private static (string Name, string Value)[] Patient(string callee) =>
        [
            ($"{callee}__Resilience__TotalRequestTimeout__Timeout", "00:01:00"),
            ($"{callee}__Resilience__AttemptTimeout__Timeout", "00:01:00"),
            ($"{callee}__Resilience__CircuitBreaker__SamplingDuration", "00:02:00"),
        ];

    private static async Task<bool> IsClosedAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, Stop);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
