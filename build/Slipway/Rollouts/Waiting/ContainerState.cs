using System.Text.Json;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>What a pod's status says about one container.</summary>
/// <param name="Name">The container.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="IsReady">Whether it passes its readiness probe.</param>
/// <param name="Waiting">Why it does not run; null when it runs or has ended.</param>
/// <param name="Message">What there is to say about that.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="Ended">How its current run ended; null when it has not.</param>
/// <param name="EndedBefore">How the run before ended; null when there was none.</param>
internal sealed record ContainerState(
    string Name,
    long Restarts,
    bool IsReady,
    string? Waiting,
    string Message,
    bool IsRunning,
    ContainerEnd? Ended,
    ContainerEnd? EndedBefore
)
{
    /// <summary>Whether the current run, or the one that it waits to repeat, has ended.</summary>
    public bool HasEnded =>
        Ended is not null
        || (Waiting is "CrashLoopBackOff" or "RunContainerError" && EndedBefore is not null);

    /// <summary>Whether it got as far as its image, and so past volumes and sandbox of its pod.</summary>
    public bool IsBeyondPod =>
        IsRunning
        || Ended is not null
        || EndedBefore is not null
        || Waiting is not (null or "ContainerCreating" or "PodInitializing");

    /// <summary>How the last finished run ended.</summary>
    public ContainerEnd? LastEnd => Ended ?? EndedBefore;

    /// <summary>Init containers first, in the order in which they run.</summary>
    public static IEnumerable<ContainerState> All(KubeObject pod) =>
        Statuses(pod, "initContainerStatuses").Concat(Statuses(pod, "containerStatuses"));

    private static IEnumerable<ContainerState> Statuses(KubeObject pod, string list) =>
        pod.Items("status", list).Select(Of);

    private static ContainerState Of(JsonElement status)
    {
        var waiting = At(status, "state", "waiting");
        return new ContainerState(
            Text(status, "name"),
            status.Field("restartCount").Number() ?? 0,
            status.Field("ready").IsTrue(),
            waiting is { } w ? Text(w, "reason") : null,
            waiting is { } m ? RuntimeMessage.Of(VisibleText.Sentence(Text(m, "message"))) : "",
            At(status, "state", "running") is not null,
            ContainerEnd.Of(At(status, "state", "terminated")),
            ContainerEnd.Of(At(status, "lastState", "terminated"))
        );
    }

    internal static JsonElement? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (!element.TryField(step, out element))
                return null;
        }
        return element;
    }

    internal static string Text(JsonElement element, string name) => element.Text(name) ?? "";
}

/// <summary>How a container's run ended.</summary>
internal sealed record ContainerEnd(int ExitCode, string Reason, string Message)
{
    public static ContainerEnd? Of(JsonElement? terminated) =>
        terminated is not { ValueKind: JsonValueKind.Object } ended
            ? null
            : new ContainerEnd(
                ended.Field("exitCode").SmallNumber() ?? 0,
                ContainerState.Text(ended, "reason"),
                RuntimeMessage.Of(VisibleText.Sentence(ContainerState.Text(ended, "message")))
            );
}
