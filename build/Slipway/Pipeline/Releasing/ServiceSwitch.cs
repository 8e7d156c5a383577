using System.Text.Json.Nodes;
using Slipway.Formats;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>
/// Moves Services from the pods that a replaced Deployment left to those of its successor. A Service whose new
/// selector does not select the old pods is applied only once the new ones are ready; before, it would have none.
/// </summary>
internal sealed class ServiceSwitch
{
    private readonly DeliveryContext _context;
    private readonly LockedRun _lockedRun;
    private readonly IReadOnlyList<KubeObject> _release;
    private readonly IReadOnlyList<KubeObject> _later;
    private readonly IReadOnlyList<KubeObject> _serving;

    private ServiceSwitch(
        DeliveryContext context,
        LockedRun lockedRun,
        ChangeSet changes,
        IReadOnlyList<KubeObject> old,
        IReadOnlyList<KubeObject> live
    )
    {
        (_context, _lockedRun, _release) = (context, lockedRun, changes.Release);
        var before = live.Where(s => old.Any(o => Selects(s, o))).ToDictionary(ObjectKey.Of);
        _serving =
        [
            .. changes.Release.Where(o => before.ContainsKey(ObjectKey.Of(o)) && !IsIdle(o, changes.Release)),
        ];
        _later = [.. changes.Apply.Where(o => before.ContainsKey(ObjectKey.Of(o)) && Strands(o, old))];
        Now = [.. changes.Apply.Except(_later)];
    }

    /// <summary>What may be applied before the new pods are ready.</summary>
    public IReadOnlyList<KubeObject> Now { get; }

    /// <summary>Reads the Services that send requests to old pods.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="lockedRun">The command.</param>
    /// <param name="changes">What the release changes.</param>
    /// <param name="left">The ReplicaSets that replaced Deployments leave, and pods of other workloads.</param>
    public static async Task<ServiceSwitch> BeginAsync(
        DeliveryContext context,
        LockedRun lockedRun,
        ChangeSet changes,
        IReadOnlyList<KubeObject> left
    )
    {
        var old = left.Where(o => o.GroupKind is ("apps", "ReplicaSet") && o.Number("spec", "replicas") > 0)
            .ToList();
        var live = new List<KubeObject>();
        foreach (var service in changes.Release.Where(o => old.Count > 0 && IsService(o)))
        {
            if (await context.Cluster.GetAsync(ObjectKey.Of(service), lockedRun.Stop) is { } found)
                live.Add(found);
        }
        return new ServiceSwitch(context, lockedRun, changes, old, live);
    }

    /// <summary>Applies the Services that waited, and returns when all of them have the new pods.</summary>
    /// <param name="left">What is still there of old pods, and was not taken over by the new workload.</param>
    /// <exception cref="StrandedServiceException">One of them does not find any.</exception>
    public async Task SwitchAsync(IReadOnlyList<KubeObject> left)
    {
        if (_later.Count > 0)
            _context.Reporter.Info(
                $"Apply services, now that the new pods are ready: {string.Join(", ", _later.Select(s => s.Display))}"
            );
        foreach (var service in _later)
            await _context.Cluster.ApplyAsync(
                service,
                new ApplyOptions(_context.ForceConflicts),
                _lockedRun.Stop
            );
        foreach (var service in _serving.Where(_ => left.Count > 0))
            await ServiceEndpoints.UntilServingAsync(
                _context,
                service,
                IsOld,
                await AvailableAsync(service),
                _lockedRun.Stop
            );

        bool IsOld(string pod) => left.Any(o => pod.StartsWith($"{o.Name}-", StringComparison.Ordinal));
    }

    private async Task<long> AvailableAsync(KubeObject service)
    {
        var available = 0L;
        foreach (
            var workload in _release.Where(o => o.GroupKind is ("apps", "Deployment") && Selects(service, o))
        )
        {
            var live = await _context.Cluster.GetAsync(ObjectKey.Of(workload), _lockedRun.Stop);
            available += live?.Number("status", "availableReplicas") ?? 0;
        }
        return available;
    }

    /// <summary>Whether a Service, as it is to be, selects none of the pods that it has. Pure.</summary>
    internal static bool Strands(KubeObject service, IReadOnlyList<KubeObject> old) =>
        !old.Any(o => Selects(service, o));

    /// <summary>Whether a Service sends requests to the pods of a workload. Pure.</summary>
    internal static bool Selects(KubeObject service, KubeObject workload) =>
        service.Namespace == workload.Namespace
        && service.At("spec", "selector") is { ValueKind: System.Text.Json.JsonValueKind.Object } selector
        && LabelSelector.OfMap(JsonObject.Create(selector)) is { IsEmpty: false } labels
        && labels.Matches(PodTemplates.Labels(workload) ?? new Dictionary<string, string>());

    // A workload that is scaled to nothing has no pods that one could wait for.
    private static bool IsIdle(KubeObject service, IReadOnlyList<KubeObject> release)
    {
        var workloads = release.Where(o => !IsService(o) && Selects(service, o)).ToList();
        return workloads.Count > 0 && workloads.All(o => o.Number("spec", "replicas") == 0);
    }

    private static bool IsService(KubeObject obj) => obj.GroupKind is ("", "Service");
}
