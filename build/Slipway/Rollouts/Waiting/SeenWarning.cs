using Slipway.Kubernetes.Objects;

namespace Slipway.Rollouts.Waiting;

/// <summary>What the events of one reason say about an object.</summary>
/// <param name="Container">The container that is meant; empty for the object as a whole.</param>
/// <param name="Reason">The events' reason, for example <c>FailedMount</c>.</param>
/// <param name="Message">The message that says most.</param>
/// <param name="Times">How many were seen since the watch began; 0 for one that is older.</param>
/// <param name="Since">When the first of them happened; null while there is none.</param>
/// <param name="Last">When the last of them happened.</param>
public sealed record SeenWarning(
    string Container,
    string Reason,
    string Message,
    int Times,
    DateTimeOffset? Since,
    DateTimeOffset? Last
)
{
    // The kubelet's summary once a minute or two; what it sums up says more.
    private const string Summary = "Unable to attach or mount volumes";

    /// <summary>For how long it has been happening since the watch began.</summary>
    public TimeSpan Lasted => Last - Since ?? TimeSpan.Zero;

    internal static SeenWarning Old(ClusterEvent happened) =>
        new(happened.Container, happened.Reason, happened.Message, 0, null, happened.At);

    internal static SeenWarning New(ClusterEvent happened, SeenWarning? before) =>
        before is { Times: > 0 }
            ? before with
            {
                Message = Better(before.Message, happened.Message),
                Times = before.Times + 1,
                Last = happened.At ?? before.Last,
            }
            : new SeenWarning(
                happened.Container,
                happened.Reason,
                Better(before?.Message ?? "", happened.Message),
                1,
                happened.At,
                happened.At
            );

    private static string Better(string before, string now) =>
        before.Length > 0 && now.StartsWith(Summary, StringComparison.Ordinal) ? before : now;
}
