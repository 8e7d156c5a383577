using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>Fetches what the pods of failing workloads wrote last.</summary>
internal static class FailureLogs
{
    private const int Lines = 20;

    public static async Task<IReadOnlyList<RolloutFault>> OfAsync(
        Cluster cluster,
        IReadOnlyList<RolloutJudge.Verdict> verdicts,
        CancellationToken cancellation
    ) =>
        await Task.WhenAll(
                verdicts
                    .Where(v => v.Faults.Count > 0)
                    .Select(v =>
                        OfAsync(cluster, v.Workload, v.Faults[0].Pod, v.Faults[0].Fault, cancellation)
                    )
            )
            .ConfigureAwait(false);

    private static async Task<RolloutFault> OfAsync(
        Cluster cluster,
        ObjectKey workload,
        KubeObject? pod,
        PodFault fault,
        CancellationToken cancellation
    )
    {
        if (pod is null || fault.Container is not { } container)
            return new RolloutFault(workload, pod?.Name, fault, FailureLog.None);
        try
        {
            var now = await cluster
                .LogsAsync(pod.Namespace!, pod.Name, container, Lines, previous: false, cancellation)
                .ConfigureAwait(false);
            var before = await cluster
                .LogsAsync(pod.Namespace!, pod.Name, container, Lines, previous: true, cancellation)
                .ConfigureAwait(false);
            // While a container waits to be started again, both are the log of the run that ended last.
            return new RolloutFault(
                workload,
                pod.Name,
                fault,
                new FailureLog(now, before.SequenceEqual(now) ? [] : before)
            );
        }
        catch (Refusal e)
        {
            // The fault is worth more than its log.
            return new RolloutFault(workload, pod.Name, fault, new FailureLog([], [], e.What));
        }
    }
}
