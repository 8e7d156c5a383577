using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>
/// All controllers on one watch: every change goes into the view first, then to those whom it concerns.
/// </summary>
internal sealed class ControllerSet(
    IResources resources,
    ClusterView view,
    IReadOnlyCollection<IController> controllers,
    TimeProvider time,
    Action<string> log
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var loops = controllers.Select(controller => new ControllerLoop(controller, time, log)).ToArray();
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] work =
        [
            DispatchAsync(loops, running.Token),
            .. loops.Select(loop => loop.RunAsync(running.Token)),
        ];
        try
        {
            // Without any one of them the others would go on with a world that stands still.
            await Task.WhenAny(work);
            await running.CancelAsync();
            await Task.WhenAll(work);
        }
        finally
        {
            foreach (var loop in loops)
                loop.Dispose();
        }
    }

    private async Task DispatchAsync(ControllerLoop[] loops, CancellationToken cancellationToken)
    {
        var concerned = loops
            .SelectMany(loop => loop.Controller.Watches.Select(kind => (kind, loop)))
            .ToLookup(pair => pair.kind, pair => pair.loop);
        var kinds = concerned.Select(group => group.Key).ToArray();
        await foreach (var change in resources.Watch(kinds, cancellationToken))
        {
            view.Observe(change);
            foreach (var loop in concerned[change.Kind])
                loop.Offer(change);
        }
    }
}
