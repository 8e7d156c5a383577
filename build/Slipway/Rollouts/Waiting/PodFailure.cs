using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Grades what keeps a pod from serving. Pure: the pod's status and what was seen before decide.
/// </summary>
public static class PodFailure
{
    private const string NoPullSecret = "FailedToRetrieveImagePullSecret";

    /// <summary>The worst fault of a pod; null when nothing is wrong with it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="history">What was seen of it since the watch began.</param>
    /// <param name="runsToEnd">Whether its containers are meant to end, as those of a Job.</param>
    public static PodFault? Of(KubeObject pod, PodHistory history, bool runsToEnd = false)
    {
        if (pod.Text("metadata", "deletionTimestamp") is not null)
            return null;
        var containers = ContainerState.All(pod).ToList();
        var faults = containers
            .Select(c => OfContainer(c, history, runsToEnd))
            .Append(OfPod(pod))
            .OfType<PodFault>()
            .Concat(OfWarnings(pod, containers, history));
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
                RuntimeMessage.Of(unscheduled.Words),
                WarningFault.SchedulingHint(unscheduled.Words)
            );
        if (pod.Text("status", "phase") == "Failed" && pod.Text("status", "reason") is { Length: > 0 } reason)
            return new PodFault(
                FaultGrade.MayHeal,
                1,
                null,
                reason,
                VisibleText.Sentence(pod.Text("status", "message") ?? reason),
                "The node evicted the pod; a replacement will be created."
            );
        return null;
    }

    // The newest says most: the steps before a container follow one another.
    private static IEnumerable<PodFault> OfWarnings(
        KubeObject pod,
        IReadOnlyList<ContainerState> containers,
        PodHistory history
    )
    {
        if (Conditions.Find(pod, "Ready") is { IsTrue: true })
            return [];
        var started =
            containers.Any(c => c.IsBeyondPod)
            || Conditions.Find(pod, "PodReadyToStartContainers") is { IsTrue: true };
        var scheduled = pod.Text("spec", "nodeName") is { Length: > 0 };
        return history
            .Warnings.Values.Where(w => !(started && WarningFault.IsBeforeStart(w.Reason)))
            .Where(w => !(scheduled && w.Reason == "FailedScheduling"))
            .Where(w => !containers.Any(c => c.Name == w.Container && c.IsReady))
            .OrderByDescending(w => WarningFault.IsBeforeStart(w.Reason))
            .ThenByDescending(w => w.Last)
            .Select(w => WarningFault.Of(w));
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
            "RunContainerError" or "StartError" => Fatal(container, ContainerHints.Start(container.Message)),
            "CreateContainerError" => Fatal(container, ContainerHints.Start(container.Message)) with
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
                ContainerHints.Start(end.Message)
            );
        var times = (int)(
            container.Restarts
            + (container.HasEnded ? 1 : 0)
            - history.RestartsBefore.GetValueOrDefault(container.Name)
        );
        if (times <= 0 || (container.IsReady && container.IsRunning))
            return null;
        var (reason, hint) = ContainerHints.Crash(end);
        var words = end.Message.Length > 0 ? $": {Shortened(end.Message)}" : "";
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

    private static PodFault RefusedPull(ContainerState container, PodHistory history) =>
        new(
            FaultGrade.FatalWhenRepeated,
            Math.Max(1, history.RefusedPulls(container.Name)),
            container.Name,
            container.Waiting is "ErrImagePull" or "ImagePullBackOff" or "RegistryUnavailable"
                ? container.Waiting
                : "ErrImagePull",
            history.PullMessages.GetValueOrDefault(container.Name) ?? container.Message,
            ContainerHints.Pull(history.PullMessages.GetValueOrDefault(container.Name) ?? container.Message)
                + (
                    history.Warnings.TryGetValue(("", NoPullSecret), out var noSecret)
                        ? $" {noSecret.Message}"
                        : ""
                )
        );

    // Programs may leave pages there; the log has the rest.
    private static string Shortened(string message) => message.Length <= 300 ? message : $"{message[..300]}…";

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
}
