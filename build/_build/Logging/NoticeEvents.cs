using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Releasing;
using Slipway.Pipeline.Rollback;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>Turns the engine's notices into events. Pure.</summary>
internal static class NoticeEvents
{
    /// <summary>The event of a notice; of one that has only words, a message.</summary>
    public static RunEvent Of(Notice notice) =>
        notice switch
        {
            RunStarted run => new("runStarted", Run(run)),
            LockWaiting waiting => new("lockWaiting", new() { ["holder"] = waiting.Holder }),
            LockTaken taken => new("lockTaken", new() { ["deadHolder"] = taken.DeadHolder }),
            Planned plan => new("plan", Plan(plan)),
            RollbackStarted back => new("rollbackStarted", Back(back)),
            ObjectApplied applied => new(
                "objectApplied",
                With(Key(applied.Key), "action", applied.Created ? "created" : "changed")
            ),
            ObjectRemoved removed => new("objectRemoved", Key(removed.Key)),
            HookStarted hook => new("hookStarted", Key(hook.Job)),
            HookFinished hook => new("hookFinished", With(Key(hook.Job), "succeeded", hook.Succeeded)),
            RolloutProgress { IsDone: true } done => new("workloadReady", Counts(done)),
            RolloutProgress progress => new(
                "rolloutProgress",
                With(With(Counts(progress), "waitsFor", progress.WaitsFor), "cause", progress.Cause)
            ),
            PodFailed failed => new("podFailed", PodEvent(failed.Fault)),
            CanaryStepStarted step => new("canaryStep", CanaryEvents.Step(step)),
            AnalysisProgress analysis => new("canaryAnalysis", CanaryEvents.Analysis(analysis)),
            CanaryJudged judged => new("canaryVerdict", CanaryEvents.Verdict(judged.Result)),
            ReleaseFinished finished => new("releaseFinished", Finished(finished)),
            Delivered delivered => new("result", Result(delivered.Result)),
            _ => new("message", Message(notice)),
        };

    private static JsonObject Message(Notice notice) =>
        new() { ["level"] = $"{notice.Severity}".ToLowerInvariant(), ["text"] = notice.Text };

    private static JsonObject Run(RunStarted run) =>
        new()
        {
            ["command"] = run.Command,
            ["environment"] = run.Environment,
            ["namespace"] = run.Namespace,
            ["app"] = run.App,
            ["appVersion"] = run.Version,
            ["commit"] = run.Commit,
        };

    private static JsonObject Plan(Planned plan) =>
        new()
        {
            ["revision"] = plan.Release.Revision,
            ["appVersion"] = plan.Release.Version,
            ["commit"] = plan.Release.Commit,
            ["created"] = Keys(plan.Created),
            ["changed"] = Keys(plan.Changed),
            ["removed"] = Keys(plan.Removed),
            ["kept"] = Keys(plan.Kept),
            ["unchanged"] = plan.Unchanged,
        };

    private static JsonObject Back(RollbackStarted back) =>
        new()
        {
            ["revision"] = back.Revision,
            ["toRevision"] = back.Target.Revision,
            ["toVersion"] = back.Target.Version,
        };

    private static JsonObject Counts(RolloutProgress progress) =>
        With(
            With(Key(progress.Workload), "ready", progress.Counts?.Ready),
            "desired",
            progress.Counts?.Desired
        );

    private static JsonObject PodEvent(RolloutFault fault) =>
        new()
        {
            ["workload"] = Key(fault.Workload),
            ["pod"] = fault.Pod,
            ["container"] = fault.Fault.Container,
            ["reason"] = fault.Fault.Reason,
            ["message"] = fault.Fault.Message,
            ["hint"] = fault.Fault.Hint,
            ["log"] = Lines(fault.Log.Lines),
            ["previousLog"] = Lines(fault.Log.Previous),
        };

    private static JsonObject Finished(ReleaseFinished finished) =>
        new()
        {
            ["revision"] = finished.Release.Revision,
            ["appVersion"] = finished.Release.Version,
            ["state"] = finished.Release.State.Word(),
            ["failure"] = finished.Release.Failure,
            ["seconds"] = finished.Duration.TotalSeconds,
        };

    private static JsonObject Result(DeliveryResult result) =>
        new()
        {
            ["revision"] = result.Release.Revision,
            ["appVersion"] = result.Release.Version,
            ["changed"] = result.Changed,
            ["text"] = VisibleText.Block(result.Summary),
        };

    private static JsonObject Key(ObjectKey key) =>
        new()
        {
            ["apiVersion"] = key.ApiVersion,
            ["kind"] = key.Kind,
            ["namespace"] = key.Namespace,
            ["name"] = key.Name,
        };

    private static JsonArray Keys(IEnumerable<ObjectKey> keys) => [.. keys.Select(Key)];

    private static JsonArray Lines(IEnumerable<string> lines) =>
        [.. lines.Select(line => JsonValue.Create(line))];

    private static JsonObject With(JsonObject fields, string name, JsonNode? value)
    {
        fields[name] = value;
        return fields;
    }
}
