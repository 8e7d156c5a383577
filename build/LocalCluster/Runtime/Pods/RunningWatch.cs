using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Status;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Stays with one run of a container: probes it, and stops it when it is to stop or proves to be sick.
/// </summary>
internal sealed class RunningWatch(
    PodContext context,
    StatusWriter status,
    JsonObject container,
    IRunningContainer running,
    ContainerRole role,
    Task stop
)
{
    /// <summary>What a sidecar gets at least when the others took the whole grace period.</summary>
    private static readonly TimeSpan s_leastGrace = TimeSpan.FromSeconds(2);
    private readonly string _name = container.Text("name") ?? "";
    private readonly TaskCompletionSource<(string Why, TimeSpan Grace)> _sick = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Ends with the run.</summary>
    /// <param name="started">Hears that the startup probe passed.</param>
    public async Task<ContainerExit> UntilExitAsync(Action started)
    {
        using var run = new CancellationTokenSource();
        var probing = ProbeAsync(started, run.Token);
        await Task.WhenAny(running.Exited, _sick.Task, stop);
        if (!running.Exited.IsCompleted)
        {
            if (!_sick.Task.IsCompleted)
                await run.CancelAsync();
            var (why, grace) = _sick.Task.IsCompleted
                ? await _sick.Task
                : ($"Stopping container {_name}", context.UsualGrace);
            await StopAsync(why, context.Ending.IsCancellationRequested ? GraceLeft() : grace);
        }
        await run.CancelAsync();
        await probing;
        return await running.Exited;
    }

    private async Task StopAsync(string why, TimeSpan grace)
    {
        context.Normal("Killing", why, _name);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Aborting);
        using var timer = context.Node.Time.CreateTimer(
            _ => limit.Cancel(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        if (grace > TimeSpan.Zero)
            timer.Change(grace, Timeout.InfiniteTimeSpan);
        else
            await limit.CancelAsync();
        if (context.Ending.IsCancellationRequested && role == ContainerRole.Main)
            await context.UnlistedAsync(limit.Token);
        await PreStopAsync(grace, limit.Token);
        if (!limit.IsCancellationRequested)
            running.Stop();
        var expired = new TaskCompletionSource();
        await using var registration = limit.Token.Register(expired.SetResult);
        await Task.WhenAny(running.Exited, expired.Task);
        if (!running.Exited.IsCompleted)
            running.Kill();
        await running.Exited;
    }

    /// <summary>A sidecar is stopped after the others, within the same grace period.</summary>
    private TimeSpan GraceLeft()
    {
        if (role != ContainerRole.Sidecar || context.Grace == TimeSpan.Zero)
            return context.Grace;
        var left = context.EndsBy - context.Node.Time.GetUtcNow();
        return left > s_leastGrace ? left : s_leastGrace;
    }

    private async Task PreStopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        if (container.At("lifecycle", "preStop") is not JsonObject hook)
            return;
        try
        {
            var result = await context
                .Node.Runtime.ProbeAsync(
                    context.Pod,
                    container,
                    hook,
                    running,
                    context.Address,
                    grace,
                    cancellationToken
                )
                .WaitAsync(cancellationToken);
            if (!result.Success)
                context.Warning("FailedPreStopHook", "PreStopHook failed", _name);
        }
        catch (OperationCanceledException)
        {
            // The grace period is over; the hook had its time.
        }
    }

    private async Task ProbeAsync(Action started, CancellationToken cancellationToken)
    {
        var startup = Loop("startupProbe", "Startup");
        var liveness = Loop("livenessProbe", "Liveness");
        var readiness = Loop("readinessProbe", "Readiness");
        try
        {
            if (startup is not null)
                await startup.RunAsync(
                    false,
                    passed => Started(passed, readiness is null, started),
                    cancellationToken
                );
            await Task.WhenAll(
                liveness?.RunAsync(true, passed => passed || Fall("liveness"), cancellationToken)
                    ?? Task.CompletedTask,
                readiness?.RunAsync(false, passed => Ready(passed), cancellationToken) ?? Task.CompletedTask
            );
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private bool Started(bool passed, bool isReadyToo, Action started)
    {
        if (!passed)
            return Fall("startup");
        status.Change(_name, record => record with { Started = true, Ready = isReadyToo });
        started();
        return false;
    }

    private bool Ready(bool passed)
    {
        if (status.Record(_name).Ready != passed)
            status.Change(_name, record => record with { Ready = passed });
        return true;
    }

    private bool Fall(string probe)
    {
        var own = container.Number($"{probe}Probe", "terminationGracePeriodSeconds");
        _sick.TrySetResult(
            (
                $"Container {_name} failed {probe} probe, will be restarted",
                own is { } seconds ? TimeSpan.FromSeconds(seconds) : context.UsualGrace
            )
        );
        return false;
    }

    private ProbeLoop? Loop(string kind, string title) =>
        context.Node.Runtime.ProbeOf(context.Pod, container, kind) is { } probe
            ? new ProbeLoop(context, container, probe, title, running)
            : null;
}
