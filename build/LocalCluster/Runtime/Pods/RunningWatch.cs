using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;
using LocalCluster.Runtime.Probes;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Stays with one run of a container: probes it, and stops it when the pod ends or it proves to be sick.
/// </summary>
internal sealed class RunningWatch(
    PodContext context, StatusWriter status, JsonObject container, IRunningContainer running)
{
    private readonly string _name = container.Text("name") ?? "";
    private readonly TaskCompletionSource<string> _sick =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the run.</summary>
    public async Task<ContainerExit> UntilExit()
    {
        using var run = new CancellationTokenSource();
        var probing = Probe(run.Token);
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.Ending.Register(() => ending.TrySetResult());
        await Task.WhenAny(running.Exited, _sick.Task, ending.Task);
        if (!running.Exited.IsCompleted)
        {
            if (!_sick.Task.IsCompleted)
                await run.CancelAsync();
            await Stop(_sick.Task.IsCompleted ? await _sick.Task : $"Stopping container {_name}");
        }
        await run.CancelAsync();
        await probing;
        return await running.Exited;
    }

    private async Task Stop(string why)
    {
        context.Normal("Killing", why, _name);
        var grace = context.Ending.IsCancellationRequested ? context.Grace : PodGrace();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Aborting);
        using var timer = context.Node.Time.CreateTimer(
            _ => limit.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (grace > TimeSpan.Zero)
            timer.Change(grace, Timeout.InfiniteTimeSpan);
        else
            await limit.CancelAsync();
        if (context.Ending.IsCancellationRequested)
            await context.Unlisted(limit.Token);
        await PreStop(limit.Token);
        if (!limit.IsCancellationRequested)
            running.Stop();
        var expired = new TaskCompletionSource();
        await using var registration = limit.Token.Register(expired.SetResult);
        await Task.WhenAny(running.Exited, expired.Task);
        if (!running.Exited.IsCompleted)
            running.Kill();
        await running.Exited;
    }

    private TimeSpan PodGrace() =>
        TimeSpan.FromSeconds(context.Pod.Number("spec", "terminationGracePeriodSeconds") ?? 30);

    private async Task PreStop(CancellationToken cancellation)
    {
        if (container.At("lifecycle", "preStop") is not JsonObject hook)
            return;
        try
        {
            var result = await context.Node.Runtime.Probe(
                context.Pod, container, hook, running, context.Address, context.Grace, cancellation)
                .WaitAsync(cancellation);
            if (!result.Success)
                context.Warning("FailedPreStopHook", "PreStopHook failed", _name);
        }
        catch (OperationCanceledException)
        {
            // The grace period is over; the hook had its time.
        }
    }

    private async Task Probe(CancellationToken cancellation)
    {
        var startup = Loop("startupProbe", "Startup");
        var liveness = Loop("livenessProbe", "Liveness");
        var readiness = Loop("readinessProbe", "Readiness");
        try
        {
            if (startup is not null)
                await startup.Run(false, passed => Started(passed, readiness is null), cancellation);
            await Task.WhenAll(
                liveness?.Run(true, passed => passed || Fall("liveness"), cancellation) ?? Task.CompletedTask,
                readiness?.Run(false, passed => Ready(passed), cancellation) ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private bool Started(bool passed, bool isReadyToo)
    {
        if (!passed)
            return Fall("startup");
        status.Change(_name, record => record with { Started = true, Ready = isReadyToo });
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
        _sick.TrySetResult($"Container {_name} failed {probe} probe, will be restarted");
        return false;
    }

    private ProbeLoop? Loop(string kind, string title) =>
        context.Node.Runtime.ProbeOf(context.Pod, container, kind) is { } probe
            ? new ProbeLoop(context, container, probe, title, running)
            : null;
}
