using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;
using LocalCluster.Runtime.Status;
using LocalCluster.Runtime.Variables;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Runs one container of a pod: image, configuration, start, watch, restart, until it has ended for good.
/// </summary>
internal sealed class ContainerWorker(
    PodContext context, StatusWriter status, JsonObject container, bool isInit)
{
    private static readonly TimeSpan ConfigurationPause = TimeSpan.FromSeconds(10);
    private readonly string _name = container.Text("name") ?? "";
    private int _crashes;

    private string RestartPolicy => context.Pod.Text("spec", "restartPolicy") ?? "Always";

    /// <returns>The exit code of the last run.</returns>
    /// <exception cref="OperationCanceledException">The pod ended before the container ran.</exception>
    public async Task<int> UntilEnded()
    {
        while (true)
        {
            await PauseBeforeRestart();
            var image = await new ImageFetch(context, status, container).UntilThere();
            var code = await Run(image);
            if (context.Ending.IsCancellationRequested || !PodPhase.IsRestarted(RestartPolicy, code, isInit))
                return code;
            _crashes++;
        }
    }

    private async Task<int> Run(ImageHandle image)
    {
        IRunningContainer running;
        try
        {
            running = await Start(image);
        }
        catch (StartFailure e)
        {
            return await Failed(image, e);
        }
        context.Normal("Created", $"Created container {_name}", _name);
        context.Normal("Started", $"Started container {_name}", _name);
        var hasStartup = context.Node.Runtime.ProbeOf(context.Pod, container, "startupProbe") is not null;
        var hasReadiness = context.Node.Runtime.ProbeOf(context.Pod, container, "readinessProbe") is not null;
        status.Change(_name, record => Begun(record) with
        {
            State = new Running(running.StartedAt),
            ImageId = image.Id,
            ContainerId = running.Id,
            Started = !hasStartup,
            Ready = !hasStartup && !hasReadiness,
        });
        await PostStart(running);
        var exit = await new RunningWatch(context, status, container, running).UntilExit();
        if (exit.FinishedAt - running.StartedAt >= Backoff.Healthy)
            _crashes = 0;
        var reason = exit.Code == 0 ? "Completed" : "Error";
        status.Change(_name, record => record with
        {
            State = new Terminated(
                exit.Code, reason, running.StartedAt, exit.FinishedAt, running.Id, exit.Message),
            Ready = isInit && exit.Code == 0,
            Started = false,
        });
        await status.Flushed();
        return exit.Code;
    }

    private async Task<IRunningContainer> Start(ImageHandle image)
    {
        while (true)
        {
            try
            {
                return await context.Node.Runtime.Start(
                    context.Pod, container, image, context.Address, NextRestart(status.Record(_name)),
                    context.Ending);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StartFailure($"failed to create container root: {e.Message}");
            }
            catch (ConfigurationFailure e)
            {
                context.Warning("Failed", $"Error: {e.Message}", _name);
                status.Change(_name, record => record with
                {
                    State = new Waiting("CreateContainerConfigError", e.Message),
                });
            }
            await context.Pause(ConfigurationPause, orPoke: true);
        }
    }

    private async Task<int> Failed(ImageHandle image, StartFailure failure)
    {
        const int code = 128;
        var now = context.Node.Time.GetUtcNow();
        context.Normal("Created", $"Created container {_name}", _name);
        context.Warning("Failed", $"Error: {failure.Message}", _name);
        var id = context.Node.Runtime.Scheme + Guid.NewGuid().ToString("N");
        status.Change(_name, record => Begun(record) with
        {
            State = new Waiting("RunContainerError", failure.Message),
            Last = new Terminated(code, "StartError", DateTimeOffset.UnixEpoch, now, id, failure.Message),
            ImageId = image.Id,
            ContainerId = id,
        });
        await status.Flushed();
        return code;
    }

    private async Task PauseBeforeRestart()
    {
        var wait = Backoff.Restart(_crashes);
        if (wait == TimeSpan.Zero)
            return;
        var pod = $"{context.Pod.Name()}_{context.Pod.NamespaceName()}({context.Pod.Uid()})";
        context.Warning("BackOff", $"Back-off restarting failed container {_name} in pod {pod}", _name);
        status.Change(_name, record => record with
        {
            State = new Waiting("CrashLoopBackOff",
                $"back-off {Backoff.Text(wait)} restarting failed container={_name} pod={pod}"),
            Last = record.State as Terminated ?? record.Last,
        });
        await context.Pause(wait);
    }

    private async Task PostStart(IRunningContainer running)
    {
        if (container.At("lifecycle", "postStart") is not JsonObject hook)
            return;
        var result = await context.Node.Runtime.Probe(
            context.Pod, container, hook, running, context.Address, TimeSpan.FromMinutes(2),
            context.Aborting);
        if (result.Success)
            return;
        context.Warning("FailedPostStartHook", "PostStartHook failed", _name);
        running.Kill();
    }

    /// <summary>How many runs there were before the next one.</summary>
    private static int NextRestart(ContainerRecord record) =>
        record.ContainerId is null ? record.Restarts : record.Restarts + 1;

    private static ContainerRecord Begun(ContainerRecord record) => record with
    {
        Restarts = NextRestart(record),
        Last = record.State as Terminated ?? record.Last,
    };
}
