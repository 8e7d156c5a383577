using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Grades what keeps a pod from serving. Pure: the pod's status and what was seen before decide.
/// </summary>
public static class PodFailure
{
    /// <summary>The worst fault of a pod; null when nothing is wrong with it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="history">What was seen of it since the watch began.</param>
    /// <param name="runsToEnd">Whether its containers are meant to end, as those of a Job.</param>
    public static PodFault? Of(KubeObject pod, PodHistory history, bool runsToEnd = false)
    {
        if (pod.Text("metadata", "deletionTimestamp") is not null)
            return null;
        var faults = ContainerState
            .All(pod)
            .Select(c => OfContainer(c, history, runsToEnd))
            .Append(OfPod(pod))
            .OfType<PodFault>()
            .ToList();
        return faults.OrderByDescending(f => f.IsFatal).ThenByDescending(f => f.Grade).FirstOrDefault();
    }

    private static PodFault? OfPod(KubeObject pod)
    {
        if (Conditions.Find(pod, "PodScheduled") is { IsFalse: true } unscheduled)
            return new PodFault(
                FaultGrade.MayHeal,
                1,
                null,
                unscheduled.Reason,
                unscheduled.Words,
                "Compare requests, nodeSelector, affinity and tolerations with the nodes "
                    + "(kubectl describe nodes)."
            );
        if (pod.Text("status", "phase") == "Failed" && pod.Text("status", "reason") is { Length: > 0 } reason)
            return new PodFault(
                FaultGrade.MayHeal,
                1,
                null,
                reason,
                pod.Text("status", "message") ?? reason,
                "The node evicted the pod; a replacement will be created."
            );
        return null;
    }

    private static PodFault? OfContainer(ContainerState container, PodHistory history, bool runsToEnd) =>
        OfWaiting(container, history)
        ?? OfEnd(container, history, runsToEnd)
        ?? (
            history.RefusedPulls(container.Name) > 0 && !container.IsRunning && !container.HasEnded
                ? RefusedPull(container, history)
                : null
        )
        ?? OfProbe(container, history);

    private static PodFault? OfWaiting(ContainerState container, PodHistory history) =>
        container.Waiting switch
        {
            "InvalidImageName" => Fatal(container, "Correct the image's name in the manifest."),
            "ErrImageNeverPull" => Fatal(
                container,
                "The node lacks the image and imagePullPolicy forbids pulling it."
            ),
            "CreateContainerConfigError" => Fatal(
                container,
                "Create the ConfigMap, Secret or key that the container asks for, "
                    + "or remove the reference."
            ),
            "RunContainerError" or "StartError" => Fatal(container, StartHint(container.Message)),
            "CreateContainerError" => Fatal(container, StartHint(container.Message)) with
            {
                Grade = FaultGrade.FatalWhenRepeated,
                Times = history.HasNews ? 2 : 1,
            },
            "ErrImagePull" or "ImagePullBackOff" or "RegistryUnavailable" => RefusedPull(container, history),
            _ => null,
        };

    private static PodFault? OfEnd(ContainerState container, PodHistory history, bool runsToEnd)
    {
        if (
            container.LastEnd is not { } end
            || (end.ExitCode == 0 && (runsToEnd || container.IsRunning || IsDone(container)))
        )
            return null;
        if (end.Reason is "StartError" or "ContainerCannotRun")
            return new PodFault(
                FaultGrade.Fatal,
                1,
                container.Name,
                end.Reason,
                end.Message,
                StartHint(end.Message)
            );
        var times = (int)(
            container.Restarts
            + (container.HasEnded ? 1 : 0)
            - history.RestartsBefore.GetValueOrDefault(container.Name)
        );
        if (times <= 0 || (container.IsReady && container.IsRunning))
            return null;
        var (reason, hint) = Crash(end);
        var words = end.Message.Length > 0 ? $": {end.Message}" : "";
        // A Job counts its failures itself, against its backoffLimit.
        return new PodFault(
            runsToEnd ? FaultGrade.MayHeal : FaultGrade.FatalWhenRepeated,
            times,
            container.Name,
            reason,
            $"exited with code {end.ExitCode}{(times > 1 ? $", {times} times" : "")}{words}",
            hint
        );
    }

    // An init container that has done its work.
    private static bool IsDone(ContainerState container) =>
        container.Ended is { ExitCode: 0 } && container.IsReady;

    private static (string Reason, string Hint) Crash(ContainerEnd end) =>
        end switch
        {
            { Reason: "OOMKilled" } => (
                "OOMKilled",
                "It needs more memory than its limit; raise resources.limits.memory or find the leak."
            ),
            { ExitCode: 0 } => (
                "Completed",
                "A service must keep running, but its program exited by itself."
            ),
            { ExitCode: 137 } => (
                "Killed",
                "It was killed from outside: a liveness probe that failed, or the node ran out of memory."
            ),
            { ExitCode: 126 or 127 } => (
                "CannotExecute",
                "The command is not in the image, or is not executable."
            ),
            _ => ("Crash", "Check its last log lines."),
        };

    private static PodFault RefusedPull(ContainerState container, PodHistory history) =>
        new(
            FaultGrade.FatalWhenRepeated,
            Math.Max(1, history.RefusedPulls(container.Name)),
            container.Name,
            container.Waiting is "ErrImagePull" or "ImagePullBackOff" or "RegistryUnavailable"
                ? container.Waiting
                : "ErrImagePull",
            history.PullMessages.GetValueOrDefault(container.Name) ?? container.Message,
            PullHint(history.PullMessages.GetValueOrDefault(container.Name) ?? container.Message)
        );

    private static PodFault? OfProbe(ContainerState container, PodHistory history) =>
        container is { IsReady: false, IsRunning: true }
        && history.ProbeMessages.GetValueOrDefault(container.Name) is { } message
            ? new PodFault(
                FaultGrade.MayHeal,
                1,
                container.Name,
                PodFault.ProbeFails,
                message,
                "Check the probe's path and port, and what the service waits for at startup."
            )
            : null;

    private static PodFault Fatal(ContainerState container, string hint) =>
        new(FaultGrade.Fatal, 1, container.Name, container.Waiting!, container.Message, hint);

    private static string StartHint(string message) =>
        message switch
        {
            _ when Says(message, "exec format error") =>
                "The image was built for another architecture; build it for the nodes' platform.",
            _ when Says(message, "no such file or directory") || Says(message, "executable file not found") =>
                "The command is not in the image; check command and args, and the image's entry point.",
            _ when Says(message, "permission denied") =>
                "The container's user is not allowed to execute the command.",
            _ => "Check the command, the mounts and the security context.",
        };

    private static string PullHint(string message) =>
        message switch
        {
            _ when Says(message, "not found") || Says(message, "manifest unknown") =>
                "The registry has no such image; push it, or correct its name.",
            _ when Says(message, "unauthorized")
                    || Says(message, "403")
                    || Says(message, "denied")
                    || Says(message, "401") =>
                "The nodes are not authorized to read this repository; give the ServiceAccount an imagePullSecret.",
            _ when Says(message, "x509") || Says(message, "http: server gave HTTP response") =>
                "The nodes do not trust the registry's certificate, or it speaks plain HTTP.",
            _ => "Check that the nodes reach the registry.",
        };

    private static bool Says(string message, string words) =>
        message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
