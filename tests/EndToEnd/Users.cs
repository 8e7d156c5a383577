using System.Collections.Concurrent;

namespace EndToEnd;

/// <summary>Users of a URL; each asks about fifty times a second, each time over a new connection.</summary>
internal sealed class Users : IAsyncDisposable
{
    private const int Count = 4;
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }
    );
    private readonly Task[] _asking;
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Users(string url) => _asking = [.. Enumerable.Range(0, Count).Select(_ => AskAsync(url))];

    /// <summary>What went wrong, one line for each request.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Returns when a request was answered that was sent after now.</summary>
    public async Task AreAtWorkAsync()
    {
        for (var i = 0; i <= Count; i++)
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _answered, next);
            await next.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_asking);
        _http.Dispose();
        _end.Dispose();
    }

    private async Task AskAsync(string url)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await pace.WaitForNextTickAsync(_end.Token);
                using var answer = await _http.GetAsync(url, _end.Token);
                if (!answer.IsSuccessStatusCode)
                    Failures.Enqueue($"{(int)answer.StatusCode}");
            }
            catch (HttpRequestException e)
            {
                Failures.Enqueue(e.Message);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            Volatile.Read(ref _answered).TrySetResult();
        }
    }
}
