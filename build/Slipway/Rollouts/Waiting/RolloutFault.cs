using System.Text;
using Slipway.Kubernetes.Objects;

namespace Slipway.Rollouts.Waiting;

/// <summary>Why a workload does not roll out, with what its pod wrote last.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Pod">The pod; null where none could be made.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Log">What its container wrote.</param>
public sealed record RolloutFault(ObjectKey Workload, string? Pod, PodFault Fault, FailureLog Log)
{
    /// <summary>Which pod and container, and what is wrong with it.</summary>
    public string Headline =>
        string.Join(", ", Places()) is { Length: > 0 } places ? $"{places}: {Fault.Words}" : Fault.Words;

    /// <summary>Several lines, for people.</summary>
    public override string ToString()
    {
        var separator = Pod is null && Fault.Container is null ? ": " : ", ";
        return $"{Workload.Display}{separator}{Headline}{Log}";
    }

    private IEnumerable<string> Places()
    {
        if (Pod is not null)
            yield return $"pod {Pod}";
        if (Fault.Container is not null)
            yield return $"container {Fault.Container}";
    }
}

/// <summary>The last lines that a container wrote.</summary>
/// <param name="Lines">Those of its present run.</param>
/// <param name="Previous">Those of the run before; none where there was none.</param>
/// <param name="Problem">Why they cannot be read; null where they can.</param>
public sealed record FailureLog(
    IReadOnlyList<string> Lines,
    IReadOnlyList<string> Previous,
    string? Problem = null
)
{
    /// <summary>There is none.</summary>
    public static FailureLog None { get; } = new([], []);

    /// <summary>Lines to append to a fault; empty for no log.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "last log lines", Lines);
        Append(text, "last log lines of the previous run", Previous);
        if (Problem is not null)
            text.Append($"\n  its log cannot be read: {Problem}");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        text.Append($"\n  {title}:");
        foreach (var line in lines)
            text.Append($"\n  | {line}");
    }
}
