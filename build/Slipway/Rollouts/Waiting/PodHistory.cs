using System.Collections.Immutable;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// What was seen of a pod, or of an object that pods depend on, since the watch began. A pod that was there before is judged by what happens from
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

    internal ImmutableDictionary<(string Container, string Reason), SeenWarning> Warnings { get; init; } =
        ImmutableDictionary<(string Container, string Reason), SeenWarning>.Empty;

    /// <summary>The warnings that were seen since the watch began, the newest first.</summary>
    internal IEnumerable<SeenWarning> News =>
        Warnings.Values.Where(w => w.Times > 0).OrderByDescending(w => w.Last);

    /// <summary>Takes the pod as it was when the watch began.</summary>
    public PodHistory Baseline(KubeObject pod) =>
        this with
        {
            // Not all that answers in an API server's name gives each container a name of its own.
            RestartsBefore = RestartsBefore
                .Clear()
                .SetItems(
                    ContainerState
                        .All(pod)
                        .Select(c => KeyValuePair.Create(c.Name, c.Restarts + (c.HasEnded ? 1 : 0)))
                ),
        };

    /// <summary>Takes an event about the pod from before the watch began.</summary>
    public PodHistory Baseline(ClusterEvent happened)
    {
        var next = With(happened, SeenWarning.Old(happened));
        return happened.IsRefusedPull
            ? next with
            {
                PullsRefusedBefore = PullsRefusedBefore.SetItem(
                    (happened.Container, happened.Id),
                    happened.Count
                ),
                PullMessages = PullMessages.SetItem(happened.Container, RuntimeMessage.Of(happened.Message)),
            }
            : next;
    }

    /// <summary>Takes an event about the pod.</summary>
    public PodHistory Saw(ClusterEvent happened)
    {
        var seen = Warnings.GetValueOrDefault((happened.Container, happened.Reason));
        var next = With(happened, SeenWarning.New(happened, seen)) with { HasNews = true };
        if (happened.IsRefusedPull)
            return next with
            {
                PullsRefused = PullsRefused.SetItem((happened.Container, happened.Id), happened.Count),
                PullMessages = PullMessages.SetItem(happened.Container, RuntimeMessage.Of(happened.Message)),
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

    private PodHistory With(ClusterEvent happened, SeenWarning warning)
    {
        if (happened.IsTrouble)
            return WarningFault.IsToldElsewhere(happened.Reason)
                ? this
                : this with
                {
                    Warnings = Warnings.SetItem((warning.Container, warning.Reason), warning),
                };
        return this with { Warnings = Warnings.RemoveRange(Ended(happened.Reason)) };
    }

    // What good news make obsolete.
    private IEnumerable<(string Container, string Reason)> Ended(string news) =>
        news switch
        {
            "ProvisioningSucceeded" => Warnings.Keys,
            "SuccessfulAttachVolume" => Warnings.Keys.Where(k => k.Reason == "FailedAttachVolume"),
            "NodeReady" => Warnings.Keys.Where(k => k.Reason == "NodeNotReady"),
            _ when WarningFault.IsStart(news) => Warnings.Keys.Where(k =>
                WarningFault.IsBeforeStart(k.Reason)
            ),
            _ => [],
        };
}
