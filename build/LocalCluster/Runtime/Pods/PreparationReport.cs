namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Reports that a pod cannot be prepared, as often as the kubelet would try it: what is tried in between, because
/// something changed, is no news.
/// </summary>
/// <param name="context">The pod.</param>
/// <param name="reason">The reason of its events.</param>
/// <param name="pause">How long to wait after so many reports.</param>
internal sealed class PreparationReport(PodContext context, string reason, Func<int, TimeSpan> pause)
{
    private string? _told;
    private int _times;
    private DateTimeOffset _next;

    /// <summary>How long it is until the next report is due.</summary>
    public TimeSpan UntilNext
    {
        get
        {
            var left = _next - context.Node.Time.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Reports it, unless it is known and nothing is due.</summary>
    public void Tell(string message)
    {
        if (message == _told && UntilNext > TimeSpan.Zero)
            return;
        context.Warning(reason, message);
        _told = message;
        _next = context.Node.Time.GetUtcNow() + pause(++_times);
    }
}
