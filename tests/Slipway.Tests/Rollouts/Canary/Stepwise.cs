using System.Collections.Concurrent;

namespace Slipway.Tests.Rollouts.Canary;

/// <summary>Runs a task on one thread and a manual clock, which moves when nothing is left to do.</summary>
internal sealed class Stepwise : SynchronizationContext
{
    private const int MostSteps = 100_000;

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public static T Run<T>(ManualTime time, TimeSpan step, Func<Task<T>> start)
    {
        var (context, before) = (new Stepwise(), Current);
        SetSynchronizationContext(context);
        try
        {
            var running = start();
            for (var steps = 0; !running.IsCompleted && steps < MostSteps; steps++)
            {
                time.Advance(step);
                context.Drain();
            }
            Assert.True(running.IsCompleted, "The task did not end.");
            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    private void Drain()
    {
        while (_posted.TryDequeue(out var next))
            next.Callback(next.State);
    }
}
