using System.Collections.Concurrent;

namespace Slipway.Kubernetes;

/// <summary>What is checked before every write to a cluster.</summary>
internal sealed class WriteGuards
{
    private readonly ConcurrentDictionary<Guard, Func<CancellationToken, Task>> _checks = new();

    /// <summary>Adds a check, which ends when the result is disposed.</summary>
    public IDisposable Add(Func<CancellationToken, Task> check)
    {
        var guard = new Guard(this);
        _checks[guard] = check;
        return guard;
    }

    /// <summary>Runs the checks before an object of some kind is written.</summary>
    public async Task CheckAsync(string kind, CancellationToken cancellation)
    {
        if (kind == "Lease")
            return;
        foreach (var check in _checks.Values)
            await check(cancellation).ConfigureAwait(false);
    }

    private sealed class Guard(WriteGuards guards) : IDisposable
    {
        public void Dispose() => guards._checks.TryRemove(this, out _);
    }
}
