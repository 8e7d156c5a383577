using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Simulated;

/// <summary>A container of which only the clock knows.</summary>
internal sealed class SimulatedContainer : IRunningContainer
{
    private readonly TaskCompletionSource<ContainerExit> _exited = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly Rehearsal _rehearsal;
    private readonly TimeProvider _time;
    private readonly ITimer? _end;

    public SimulatedContainer(Rehearsal rehearsal, TimeProvider time)
    {
        (_rehearsal, _time) = (rehearsal, time);
        StartedAt = time.GetUtcNow();
        if (rehearsal.ExitAfter == TimeSpan.Zero)
            End(rehearsal.ExitCode);
        else if (rehearsal.ExitAfter is { } after)
            _end = time.CreateTimer(_ => End(rehearsal.ExitCode), null, after, Timeout.InfiniteTimeSpan);
    }

    public string Id { get; } = "simulated://" + Guid.NewGuid().ToString("N");

    public DateTimeOffset StartedAt { get; }

    public string? MessageFile => null;

    public Task<ContainerExit> Exited => _exited.Task;

    public string LastOutput(int lines, int bytes) => "";

    public void Stop()
    {
        if (_rehearsal.StopsAfter == TimeSpan.Zero)
            End(0);
        else
            _ = EndLaterAsync();
    }

    public void Kill() => End(128 + Posix.SigKill);

    private async Task EndLaterAsync()
    {
        await Task.Delay(_rehearsal.StopsAfter, _time);
        End(0);
    }

    private void End(int code)
    {
        _exited.TrySetResult(new ContainerExit(code, _time.GetUtcNow()));
        _end?.Dispose();
    }
}
