using Slipway.Kubernetes.Objects;
using Slipway.Reporting;

namespace Slipway.Pipeline.Releasing;

/// <summary>A Job that runs before any workload changes was started.</summary>
/// <param name="Job">The Job.</param>
public sealed record HookStarted(ObjectKey Job) : Notice(Severity.Detail, $"{Job.Display} started");

/// <summary>A Job that runs before any workload changes has ended, or is no longer waited for.</summary>
/// <param name="Job">The Job.</param>
/// <param name="Succeeded">Whether it did what it was to do.</param>
public sealed record HookFinished(ObjectKey Job, bool Succeeded)
    : Notice(Severity.Detail, $"{Job.Display} {(Succeeded ? "succeeded" : "did not succeed")}");
