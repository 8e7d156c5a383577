using System.Text;
using Slipway.Kubernetes.Objects;

namespace Slipway.Rollouts.Waiting;

/// <summary>Why a workload does not roll out, with what its pod wrote last.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Pod">The pod; null where none could be made.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Log">The last lines of the container.</param>
/// <param name="PreviousLog">The last lines of the container's run before; none where there was none.</param>
public sealed record RolloutFault(
    ObjectKey Workload,
    string? Pod,
    PodFault Fault,
    IReadOnlyList<string> Log,
    IReadOnlyList<string> PreviousLog
)
{
    /// <summary>Several lines, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Workload.Display);
        if (Pod is not null)
            text.Append($", pod {Pod}");
        if (Fault.Container is not null)
            text.Append($", container {Fault.Container}");
        text.Append($": {Fault.Reason}");
        if (Fault.Message.Length > 0)
            text.Append($": {Fault.Message}");
        Append(text, "last log lines", Log);
        Append(text, "last log lines of the previous run", PreviousLog);
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
