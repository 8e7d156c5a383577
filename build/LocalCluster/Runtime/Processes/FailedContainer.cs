using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Logs;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// A container whose program the kernel cannot execute: it exits as soon as it starts, with the reason in its
/// log.
/// </summary>
internal sealed class FailedContainer : IRunningContainer
{
    private const int CannotRun = 255;
    private readonly ContainerLog _log;

    public FailedContainer(ContainerLog log, string why, DateTimeOffset now)
    {
        _log = log;
        log.WriteLine(why);
        log.Dispose();
        StartedAt = now;
        Exited = Task.FromResult(new ContainerExit(CannotRun, now));
    }

    public string Id { get; } = "process://" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");

    public DateTimeOffset StartedAt { get; }

    public string? MessageFile => null;

    public Task<ContainerExit> Exited { get; }

    public string LastOutput(int lines, int bytes) => _log.Tail(lines, bytes);

    public void Stop()
    {
        // It has ended already.
    }

    public void Kill()
    {
        // It has ended already.
    }
}
