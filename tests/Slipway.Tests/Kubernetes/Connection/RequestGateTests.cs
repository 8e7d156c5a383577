using System.Collections.Concurrent;
using Slipway.Kubernetes.Connection;
using Testing;

namespace Slipway.Tests.Kubernetes.Connection;

/// <summary>Requests that wait for their turn.</summary>
public sealed class RequestGateTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ConcurrentQueue<TaskCompletionSource<bool>> _sent = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _arrived.Dispose();

    [Fact]
    public async Task A_server_that_answers_at_once_gets_more_and_one_that_refuses_gets_fewer()
    {
        using var gate = new RequestGate(_time);
        var requests = Enumerable.Range(0, 100).Select(_ => SendAsync(gate)).ToList();
        await SentAsync(16);
        Assert.Equal(16, _sent.Count);

        Answer(16, throttled: false);
        await SentAsync(20);
        Assert.Equal(20, _sent.Count);

        // All but the last are followed by another; then it shrinks to half of what it was.
        Answer(20, throttled: true);
        await SentAsync(19);
        Answer(9, throttled: false);
        Assert.Equal(10, _sent.Count);

        for (var sent = 16 + 20 + 19; sent < 100; sent++)
        {
            Answer(1, throttled: false);
            await SentAsync(1);
        }
        Answer(_sent.Count, throttled: false);
        Assert.Equal(100, (await Task.WhenAll(requests)).Length);
    }

    [Fact]
    public async Task A_request_that_fails_gives_its_turn_back()
    {
        using var gate = new RequestGate(_time);
        for (var i = 0; i < 200; i++)
            await Assert.ThrowsAsync<TimeoutException>(() =>
                gate.RunAsync<bool>(() => throw new TimeoutException(), answer => answer, Stop)
            );
        Assert.True(await gate.RunAsync(() => Task.FromResult(true), answer => !answer, Stop));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_turn()
    {
        using var gate = new RequestGate(_time);
        var requests = Enumerable.Range(0, 16).Select(_ => SendAsync(gate)).ToList();
        using var end = new CancellationTokenSource();
        var waiting = gate.RunAsync(() => Task.FromResult(true), answer => answer, end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await SentAsync(16);
        Answer(16, throttled: false);
        Assert.Equal(16, (await Task.WhenAll(requests)).Length);
    }

    private Task<bool> SendAsync(RequestGate gate) =>
        gate.RunAsync(
            () =>
            {
                var answer = new TaskCompletionSource<bool>();
                _sent.Enqueue(answer);
                _arrived.Release();
                return answer.Task;
            },
            throttled => throttled,
            Stop
        );

    private async Task SentAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _arrived.WaitAsync(Stop);
    }

    private void Answer(int count, bool throttled)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(_sent.TryDequeue(out var answer));
            answer.SetResult(throttled);
        }
    }
}
