using LocalCluster.Objects;
using LocalCluster.Runtime.Status;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Ends a pod that is active for longer than its <c>activeDeadlineSeconds</c>, counted from its start time.
/// </summary>
internal sealed class ActiveDeadline(PodContext context, StatusWriter status, DateTimeOffset startTime)
    : IDisposable
{
    private static readonly PodFailure s_failure = new(
        "DeadlineExceeded",
        "Pod was active on the node longer than the specified deadline"
    );
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private long? _seconds;
    private bool _isOver;

    /// <summary>Sets the timer as the pod wants it now.</summary>
    public void Arm()
    {
        lock (_gate)
        {
            var seconds = context.Pod.Number("spec", "activeDeadlineSeconds");
            if (_isOver || seconds == _seconds)
                return;
            _seconds = seconds;
            _timer?.Dispose();
            _timer = null;
            if (seconds is null)
                return;
            var start = context.Pod["status"].Time("startTime") ?? startTime;
            var left = start + TimeSpan.FromSeconds(seconds.Value) - context.Node.Time.GetUtcNow();
            _timer = context.Node.Time.CreateTimer(
                _ => Fail(),
                null,
                left > TimeSpan.Zero ? left : TimeSpan.Zero,
                Timeout.InfiniteTimeSpan
            );
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _timer?.Dispose();
        }
    }

    private void Fail()
    {
        if (context.Ending.IsCancellationRequested || status.AllEnded)
            return;
        context.Normal(s_failure.Reason, s_failure.Message);
        status.Fail(s_failure);
        context.End(context.UsualGrace);
    }
}
