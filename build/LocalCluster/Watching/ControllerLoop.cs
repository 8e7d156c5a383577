using System.Collections.Concurrent;
using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>
/// Runs one controller: queues what changed, works it off with a few workers, tries again what failed.
/// </summary>
internal sealed class ControllerLoop(IController controller, TimeProvider time, Action<string> log)
    : IDisposable
{
    private const int Workers = 4;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);
    private readonly WorkQueue _queue = new(time);
    private readonly ConcurrentDictionary<ObjectName, int> _failures = new();

    public IController Controller => controller;

    public void Offer(Change change)
    {
        try
        {
            foreach (var key in controller.Affected(change))
                _queue.Add(key);
        }
        catch (Exception e)
        {
            log($"{controller.Name}: a change of {change.Kind.Kind} {ObjectName.Of(change.Object)}: {e}");
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(_ => Task.Run(() => WorkAsync(cancellationToken), cancellationToken))
        );

    public void Dispose() => _queue.Dispose();

    /// <summary>
    /// How long to wait before a key is tried again after it failed this many times in a row.
    /// </summary>
    internal static TimeSpan Pause(int failures) =>
        TimeSpan.FromMilliseconds(
            Math.Min(5 * Math.Pow(2, Math.Min(failures, 20)), s_longestPause.TotalMilliseconds)
        );

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var key in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            _queue.Begin(key);
            try
            {
                Handle(key);
            }
            finally
            {
                _queue.End(key);
            }
        }
    }

    private void Handle(ObjectName key)
    {
        try
        {
            if (controller.Reconcile(key) is { } later)
                _queue.AddAfter(key, later);
            _failures.TryRemove(key, out _);
        }
        catch (ApiException e)
        {
            if (e.Code is not 404 and not 409)
                log($"{controller.Name}: {key}: {e.Message}");
            Retry(key);
        }
        catch (Exception e)
        {
            log($"{controller.Name}: {key}: {e}");
            Retry(key);
        }
    }

    private void Retry(ObjectName key) =>
        _queue.AddAfter(key, Pause(_failures.AddOrUpdate(key, 0, (_, count) => count + 1)));
}
