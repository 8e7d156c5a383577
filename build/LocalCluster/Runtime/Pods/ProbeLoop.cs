using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Probes;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Probes a running container periodically. Until the first success it probes more often than specified,
/// because a program that is ready after half a second need not wait for its whole period; only what the
/// period itself finds is counted and told.
/// </summary>
internal sealed class ProbeLoop(
    PodContext context,
    JsonObject container,
    JsonObject probe,
    string title,
    IRunningContainer running
)
{
    private static readonly TimeSpan s_eager = TimeSpan.FromMilliseconds(250);
    private readonly ProbeSettings _settings = ProbeSettings.Of(probe);

    /// <param name="initial">Whether it counts as passing before the first look.</param>
    /// <param name="judge">Hears of every verdict that reached its threshold; ends the loop by returning
    /// false.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(bool initial, Func<bool, bool> judge, CancellationToken cancellationToken)
    {
        var time = context.Node.Time;
        var verdict = new ProbeVerdict(initial, 0, initial);
        await Task.Delay(_settings.InitialDelay, time, cancellationToken);
        var due = time.GetUtcNow();
        var seen = initial;
        while (true)
        {
            var isDue = time.GetUtcNow() >= due;
            var result = await context.Node.Runtime.ProbeAsync(
                context.Pod,
                container,
                probe,
                running,
                context.Address,
                _settings.Timeout,
                cancellationToken
            );
            cancellationToken.ThrowIfCancellationRequested();
            if (result.Success || isDue)
            {
                (verdict, var reached) = verdict.After(result, _settings);
                if (!result.Success)
                    context.Warning("Unhealthy", $"{title} probe failed: {result.Message}", Name);
                if (reached && !judge(result.Success))
                    return;
                seen |= result.Success;
            }
            if (isDue)
                due = time.GetUtcNow() + _settings.Period;
            var left = due - time.GetUtcNow();
            await Task.Delay(
                seen || left < s_eager ? Max(left, TimeSpan.FromMilliseconds(1)) : s_eager,
                time,
                cancellationToken
            );
        }
    }

    private string Name => container.Text("name") ?? "";

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
