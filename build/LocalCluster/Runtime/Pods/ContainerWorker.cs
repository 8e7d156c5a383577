using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Status;
using LocalCluster.Runtime.Variables;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Runs one container of a pod: image, configuration, start, watch, restart, until it has ended for good.
/// </summary>
/// <param name="context">The pod.</param>
/// <param name="status">Takes what becomes of the container.</param>
/// <param name="container">The container as the pod describes it.</param>
/// <param name="role">What it is to the pod.</param>
/// <param name="stop">Ends when the container is to stop.</param>
internal sealed class ContainerWorker(
    PodContext context,
    StatusWriter status,
    JsonObject container,
    ContainerRole role,
    Task stop
)
{
    /// <summary>How often the kubelet retries a waiting pod and records an event.</summary>
    private static readonly TimeSpan s_syncPeriod = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_configurationPause = TimeSpan.FromSeconds(10);
    private readonly string _name = container.Text("name") ?? "";
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _crashes;

    /// <summary>
    /// Ends when the container has started: its postStart hook and its startup probe passed.
    /// </summary>
    public Task Started => _started.Task;

    private string RestartPolicy => context.Pod.Text("spec", "restartPolicy") ?? "Always";

    private bool IsStopped => stop.IsCompleted || context.Ending.IsCancellationRequested;

    /// <returns>The exit code of the last run.</returns>
    /// <exception cref="OperationCanceledException">It was to stop before it ran.</exception>
    public async Task<int> UntilEndedAsync()
    {
        while (true)
        {
            await PauseBeforeRestartAsync();
            var (image, running) = await StartAsync();
            var code = running is null ? Terminated.StartErrorCode : await RunAsync(image, running);
            if (IsStopped || !PodPhase.IsRestarted(RestartPolicy, code, role))
                return code;
            _crashes++;
        }
    }

    /// <summary>
    /// Fetches the image and starts the container, again while its configuration is missing.
    /// </summary>
    /// <returns>No container where its program cannot be run.</returns>
    private async Task<(ImageHandle Image, IRunningContainer? Running)> StartAsync()
    {
        while (true)
        {
            var image = await new ImageFetch(context, status, container, stop).UntilThereAsync();
            try
            {
                return (
                    image,
                    await context.Node.Runtime.StartAsync(
                        context.Pod,
                        container,
                        image,
                        context.Address,
                        NextRestart(status.Record(_name)),
                        context.Ending
                    )
                );
            }
            catch (ContainerConfigurationException e)
            {
                context.Warning("Failed", $"Error: {e.Message}", _name);
                status.Change(_name, record =>
                    record with
                    {
                        State = new Waiting("CreateContainerConfigError", e.Message),
                    }
                );
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await FailedAsync(
                    image,
                    e is ContainerStartException ? e.Message : $"failed to create container root: {e.Message}"
                );
                return (image, null);
            }
            await context.PauseAsync(s_configurationPause, orPoke: true, stop);
        }
    }

    private async Task<int> RunAsync(ImageHandle image, IRunningContainer running)
    {
        context.Normal("Created", $"Created container {_name}", _name);
        context.Normal("Started", $"Started container {_name}", _name);
        var hasStartup = context.Node.Runtime.ProbeOf(context.Pod, container, "startupProbe") is not null;
        var hasReadiness = context.Node.Runtime.ProbeOf(context.Pod, container, "readinessProbe") is not null;
        status.Change(_name, record =>
            Begun(record) with
            {
                State = new Running(running.StartedAt),
                ImageId = image.Id,
                ContainerId = running.Id,
                Started = !hasStartup,
                Ready = !hasStartup && !hasReadiness,
            }
        );
        if (await PostStartAsync(running) && !hasStartup)
            _started.TrySetResult();
        var exit = await new RunningWatch(context, status, container, running, role, stop).UntilExitAsync(
            () =>
                _started.TrySetResult()
        );
        if (exit.FinishedAt - running.StartedAt >= Backoff.Healthy)
            _crashes = 0;
        var reason = exit.Reason ?? (exit.Code == 0 ? "Completed" : "Error");
        var message = TerminationMessage.Of(context.Pod, container, running, exit.Code);
        status.Change(_name, record =>
            record with
            {
                State = new Terminated(
                    exit.Code,
                    reason,
                    running.StartedAt,
                    exit.FinishedAt,
                    running.Id,
                    message
                ),
                Ready = role == ContainerRole.Init && exit.Code == 0,
                Started = false,
            }
        );
        await status.FlushedAsync();
        return exit.Code;
    }

    private async Task FailedAsync(ImageHandle image, string why)
    {
        var now = context.Node.Time.GetUtcNow();
        context.Normal("Created", $"Created container {_name}", _name);
        context.Warning("Failed", $"Error: {why}", _name);
        var id = context.Node.Runtime.Scheme + Guid.NewGuid().ToString("N");
        status.Change(_name, record =>
            Begun(record) with
            {
                State = new Waiting("RunContainerError", why),
                Last = new Terminated(
                    Terminated.StartErrorCode,
                    "StartError",
                    DateTimeOffset.UnixEpoch,
                    now,
                    id,
                    why
                ),
                ImageId = image.Id,
                ContainerId = id,
            }
        );
        await status.FlushedAsync();
    }

    private async Task PauseBeforeRestartAsync()
    {
        var wait = Backoff.Restart(_crashes);
        if (wait == TimeSpan.Zero)
            return;
        var pod = $"{context.Pod.Name()}_{context.Pod.NamespaceName()}({context.Pod.Uid()})";
        status.Change(_name, record =>
            record with
            {
                State = new Waiting(
                    "CrashLoopBackOff",
                    $"back-off {Duration.FormatAsGo(wait)} restarting failed container={_name} pod={pod}"
                ),
                Last = record.State as Terminated ?? record.Last,
            }
        );
        for (var left = wait; left > TimeSpan.Zero; left -= s_syncPeriod)
        {
            context.Warning("BackOff", $"Back-off restarting failed container {_name} in pod {pod}", _name);
            await context.PauseAsync(left < s_syncPeriod ? left : s_syncPeriod, stop: stop);
        }
    }

    /// <returns>Whether there is no hook, or it passed.</returns>
    private async Task<bool> PostStartAsync(IRunningContainer running)
    {
        if (container.At("lifecycle", "postStart") is not JsonObject hook)
            return true;
        var result = await context.Node.Runtime.ProbeAsync(
            context.Pod,
            container,
            hook,
            running,
            context.Address,
            TimeSpan.FromMinutes(2),
            context.Aborting
        );
        if (result.Success)
            return true;
        context.Warning("FailedPostStartHook", "PostStartHook failed", _name);
        context.Normal("Killing", "FailedPostStartHook", _name);
        running.Kill();
        return false;
    }

    /// <summary>How many runs there were before the next one.</summary>
    private static int NextRestart(ContainerRecord record) =>
        record.ContainerId is null ? record.Restarts : record.Restarts + 1;

    private static ContainerRecord Begun(ContainerRecord record) =>
        record with
        {
            Restarts = NextRestart(record),
            Last = record.State as Terminated ?? record.Last,
        };
}
