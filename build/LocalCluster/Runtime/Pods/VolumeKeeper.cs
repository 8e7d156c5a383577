using LocalCluster.Runtime.Status;
using LocalCluster.Runtime.Variables;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Makes a pod's volumes, and writes them again when what they show has changed or their tokens grow old.
/// </summary>
internal sealed class VolumeKeeper(PodContext context) : IDisposable
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private ITimer? _renewal;
    private bool _isPrepared;
    private bool _isOver;

    /// <exception cref="OperationCanceledException">The pod is to end.</exception>
    public async Task UntilThereAsync()
    {
        var report = new PreparationReport(context, "FailedMount", Backoff.Mount);
        while (true)
        {
            var poked = context.Poked;
            try
            {
                Write();
                return;
            }
            catch (ContainerConfigurationException e)
            {
                report.Tell(e.Message);
            }
            if (!poked.IsCompleted)
                await context.PauseAsync(report.UntilNext, orPoke: true);
        }
    }

    /// <summary>
    /// Writes them as they must be now; a running pod keeps what it has when its source is deleted.
    /// </summary>
    public void Refresh()
    {
        try
        {
            if (_isPrepared)
                Write();
        }
        catch (ContainerConfigurationException)
        {
            // Its tokens must not grow old because a ConfigMap is gone, so it is tried again.
            lock (_gate)
                Arm(s_again);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _renewal?.Dispose();
        }
    }

    private void Write()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            var renewal = context.Node.Runtime.PrepareVolumes(context.Pod, context.Address);
            _isPrepared = true;
            if (renewal is { } due)
                Arm(due - context.Node.Time.GetUtcNow());
        }
    }

    private void Arm(TimeSpan left)
    {
        _renewal?.Dispose();
        _renewal = _isOver
            ? null
            : context.Node.Time.CreateTimer(
                _ => Renew(),
                null,
                left > s_soon ? left : s_soon,
                Timeout.InfiniteTimeSpan
            );
    }

    private void Renew()
    {
        try
        {
            Refresh();
        }
        catch (IOException e)
        {
            context.Node.Log(
                $"The volumes of pod {ObjectName.Of(context.Pod)} cannot be written: {e.Message}"
            );
            lock (_gate)
                Arm(s_again);
        }
    }
}
