using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>Scales workloads with HorizontalPodAutoscalers, every 15 seconds.</summary>
internal sealed class AutoscalerController(
    ClusterView view,
    EventRecorder events,
    IUsageMeter usage,
    TimeProvider time
) : IController
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, (AutoscalerMemory Memory, DateTimeOffset Next)> _known =
        new();

    public string Name => "horizontal-pod-autoscaler";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.HorizontalPodAutoscaler, Kinds.Deployment, Kinds.ReplicaSet, Kinds.StatefulSet, Kinds.Pod];

    public IEnumerable<ObjectName> Affected(Change change)
    {
        if (change.Kind != Kinds.HorizontalPodAutoscaler)
            return [];
        if (change.Type == ChangeType.Deleted)
            _known.TryRemove(change.Object.Uid(), out _);
        return [ObjectName.Of(change.Object)];
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.HorizontalPodAutoscaler, key.Namespace, key.Name) is not { } autoscaler)
            return null;
        var now = time.GetUtcNow();
        // Its own status updates wake it too, but metrics are evaluated at a fixed interval.
        if (_known.TryGetValue(autoscaler.Uid(), out var known) && known.Next > now)
            return known.Next - now;
        var memory = Look(autoscaler, known.Memory ?? new AutoscalerMemory(), now);
        _known[autoscaler.Uid()] = (memory, now + s_pause);
        return s_pause;
    }

    private AutoscalerMemory Look(JsonObject autoscaler, AutoscalerMemory memory, DateTimeOffset now)
    {
        var (target, problem) = ScaleTarget.Find(autoscaler, view);
        if (target is null)
        {
            Warn(autoscaler, new AutoscalerWarning("FailedGetScale", problem));
            Write(
                autoscaler,
                AutoscalerStatus.Of(
                    autoscaler,
                    null,
                    null,
                    false,
                    [
                        new AutoscalerCondition(
                            "AbleToScale",
                            false,
                            "FailedGetScale",
                            $"the HPA controller was unable to get the target's current scale: {problem}"
                        ),
                    ],
                    now
                )
            );
            return memory;
        }
        var pods = view.List(Kinds.Pod, autoscaler.NamespaceName())
            .Where(pod => target.Selector.Matches(pod.Labels()))
            .ToList();
        var verdict = Rivals(autoscaler, target, pods, memory)
            ?? new AutoscalerDecision(autoscaler, pods, usage.Of, now).Decide(target.Replicas, memory);
        foreach (var warning in verdict.Warnings)
            Warn(autoscaler, warning);
        var conditions = new List<AutoscalerCondition>
        {
            new(
                "AbleToScale",
                true,
                "SucceededGetScale",
                "the HPA controller was able to get the target's current scale"
            ),
        };
        conditions.AddRange(verdict.Conditions);
        var rescaled = verdict.Desired != target.Replicas;
        if (rescaled)
        {
            var outcome = Rescale(autoscaler, target, verdict);
            conditions.Add(outcome);
            rescaled = outcome.IsTrue;
        }
        Write(
            autoscaler,
            AutoscalerStatus.Of(autoscaler, target.Replicas, verdict, rescaled, conditions, now)
        );
        return rescaled ? verdict.Memory.Scaled(now, target.Replicas, verdict.Desired) : verdict.Memory;
    }

    private AutoscalerCondition Rescale(JsonObject autoscaler, ScaleTarget target, AutoscalerVerdict verdict)
    {
        try
        {
            view.Scale(target.Kind, target.Workload, verdict.Desired);
        }
        catch (ApiException e)
        {
            Warn(
                autoscaler,
                new AutoscalerWarning(
                    "FailedRescale",
                    $"New size: {verdict.Desired}; reason: {verdict.Why}; error: {e.Message}"
                )
            );
            return new AutoscalerCondition(
                "AbleToScale",
                false,
                "FailedUpdateScale",
                $"the HPA controller was unable to update the target scale: {e.Message}"
            );
        }
        events.Normal(
            EventSource.Autoscaler,
            Kinds.HorizontalPodAutoscaler,
            autoscaler,
            "SuccessfulRescale",
            $"New size: {verdict.Desired}; reason: {verdict.Why}"
        );
        return new AutoscalerCondition(
            "AbleToScale",
            true,
            "SucceededRescale",
            $"the HPA controller was able to update the target scale to {verdict.Desired}"
        );
    }

    /// <summary>Two autoscalers for the same pods would conflict, so neither scales.</summary>
    private AutoscalerVerdict? Rivals(
        JsonObject autoscaler,
        ScaleTarget target,
        List<JsonObject> pods,
        AutoscalerMemory memory
    )
    {
        var all = view.List(Kinds.HorizontalPodAutoscaler, autoscaler.NamespaceName())
            .Where(other =>
                ScaleTarget.Find(other, view).Target is { } theirs
                && (
                    theirs.Workload.Uid() == target.Workload.Uid()
                    || pods.Exists(pod => theirs.Selector.Matches(pod.Labels()))
                )
            )
            .Select(other => ObjectName.Of(other).ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        if (all.Count < 2)
            return null;
        var message =
            $"pods by selector {LabelSelectors.Show(target.Workload.Object("spec", "selector"))} are "
            + $"controlled by multiple HPAs: [{string.Join(' ', all)}]";
        return new AutoscalerVerdict(target.Replicas, "", memory)
        {
            Failed = true,
            Warnings = [new AutoscalerWarning("AmbiguousSelector", message)],
            Conditions = [new AutoscalerCondition("ScalingActive", false, "AmbiguousSelector", message)],
        };
    }

    private void Warn(JsonObject autoscaler, AutoscalerWarning warning) =>
        events.Warning(
            EventSource.Autoscaler,
            Kinds.HorizontalPodAutoscaler,
            autoscaler,
            warning.Reason,
            warning.Message
        );

    private void Write(JsonObject autoscaler, JsonObject status)
    {
        if (JsonNode.DeepEquals(status, autoscaler["status"]))
            return;
        var updated = autoscaler.Copy();
        updated["status"] = status;
        // Only this controller writes the status, and a change of the spec does not invalidate it.
        updated.Object("metadata")?.Remove("resourceVersion");
        view.UpdateStatus(Kinds.HorizontalPodAutoscaler, updated);
    }
}
