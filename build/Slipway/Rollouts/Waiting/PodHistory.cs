using System.Collections.Immutable;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// What was seen of a pod since the watch began. A pod that was there before is judged by what happens from
/// then on:
/// an old crash says nothing about what has been repaired since.
/// </summary>
public sealed record PodHistory
{
    /// <summary>Nothing was seen yet.</summary>
    public static PodHistory None { get; } = new();

    /// <summary>Whether the pod has been seen doing something since the watch began.</summary>
    public bool HasNews { get; init; }

    internal ImmutableDictionary<string, long> RestartsBefore { get; init; } =
        ImmutableDictionary<string, long>.Empty;

    // By container and event: the same words again raise an event's count, other words make another event.
    internal ImmutableDictionary<(string Container, string Event), int> PullsRefusedBefore { get; init; } =
        ImmutableDictionary<(string Container, string Event), int>.Empty;

    internal ImmutableDictionary<(string Container, string Event), int> PullsRefused { get; init; } =
        ImmutableDictionary<(string Container, string Event), int>.Empty;

    internal ImmutableDictionary<string, string> PullMessages { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    internal ImmutableDictionary<string, string> ProbeMessages { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Takes the pod as it was when the watch began.</summary>
    public PodHistory Baseline(KubeObject pod) =>
        this with
        {
            RestartsBefore = ContainerState
                .All(pod)
                .ToImmutableDictionary(c => c.Name, c => c.Restarts + (c.HasEnded ? 1 : 0)),
        };

    /// <summary>Takes an event about the pod from before the watch began.</summary>
    public PodHistory Baseline(ClusterEvent happened) =>
        happened.IsRefusedPull
            ? this with
            {
                PullsRefusedBefore = PullsRefusedBefore.SetItem(
                    (happened.Container, happened.Id),
                    happened.Count
                ),
            }
            : this;

    /// <summary>Takes an event about the pod.</summary>
    public PodHistory Saw(ClusterEvent happened)
    {
        var next = this with { HasNews = true };
        if (happened.IsRefusedPull)
            return next with
            {
                PullsRefused = PullsRefused.SetItem((happened.Container, happened.Id), happened.Count),
                PullMessages = PullMessages.SetItem(happened.Container, happened.Message),
            };
        return happened.Reason is "Unhealthy" or "ProbeError"
            ? next with
            {
                ProbeMessages = ProbeMessages.SetItem(happened.Container, happened.Message),
            }
            : next;
    }

    internal int RefusedPulls(string container) =>
        PullsRefused
            .Where(p => p.Key.Container == container)
            .Sum(p => p.Value - PullsRefusedBefore.GetValueOrDefault(p.Key));
}
