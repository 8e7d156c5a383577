using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>
/// Replaces objects whose immutable fields change. Of a workload the pods stay: they serve until those of its
/// successor do. Killed between any two writes, the next command finds what was left, and goes on.
/// </summary>
internal sealed class WorkloadReplacement
{
    private readonly DeliveryContext _context;
    private readonly LockedRun _lockedRun;
    private readonly ChangeSet _changes;
    private readonly ReplacedPods _pods;
    private readonly ServiceSwitch _services;

    // Read before the first write: what earlier commands left, and what this one is about to.
    private readonly IReadOnlyList<KubeObject> _left;

    private WorkloadReplacement(
        DeliveryContext context,
        LockedRun lockedRun,
        ChangeSet changes,
        IReadOnlyList<KubeObject> left,
        ServiceSwitch services
    )
    {
        (_context, _lockedRun, _changes, _left, _services) = (context, lockedRun, changes, left, services);
        _pods = new ReplacedPods(context, lockedRun);
    }

    /// <summary>Finds out what is to be replaced, and what a killed command left. Writes nothing.</summary>
    public static async Task<WorkloadReplacement> BeginAsync(
        DeliveryContext context,
        LockedRun lockedRun,
        ChangeSet changes
    )
    {
        var pods = new ReplacedPods(context, lockedRun);
        var left = new List<KubeObject>();
        foreach (var ns in Namespaces(changes))
            left.AddRange(await pods.LeftAsync(ns));
        foreach (var (key, replacement) in changes.Replace)
        {
            if (
                replacement.Way == ReplacementWay.Beside
                && await context.Cluster.GetAsync(key, lockedRun.Stop) is { } live
            )
                left.AddRange(await pods.OfAsync(live));
        }
        var services = await ServiceSwitch.BeginAsync(context, lockedRun, changes, left);
        return new WorkloadReplacement(context, lockedRun, changes, left, services);
    }

    /// <summary>What may be applied at once; Services whose pods are still to come are not among it.</summary>
    public ChangeSet First => _changes with { Apply = _services.Now };

    /// <summary>
    /// Makes room for the new object, where that is needed, and returns it as it is to be created.
    /// </summary>
    public async Task<KubeObject> PrepareAsync(KubeObject obj, CancellationToken cancellation)
    {
        var key = ObjectKey.Of(obj);
        var live =
            _changes.Replace.ContainsKey(key) || IsScaled(obj)
                ? await _context.Cluster.GetAsync(key, cancellation)
                : null;
        if (live is not null && !_changes.Replace.ContainsKey(key))
            return KeptReplicas.In(obj, live);
        var left = _left;
        if (live is not null)
        {
            await DeleteAsync(obj, live, _changes.Replace[key], cancellation);
            left = await _pods.LeftAsync(obj.Namespace);
        }
        if (obj.GroupKind is ("apps", "StatefulSet" or "DaemonSet"))
            await _pods.LabelAsync(obj, left);
        return Count(obj, live) is { } count ? KeptReplicas.With(obj, count) : obj;
    }

    /// <summary>
    /// To be called once the new pods are ready: sends the requests to them, and removes the old ones.
    /// </summary>
    /// <exception cref="StrandedServiceException">A Service does not find the new pods; the old ones stay.</exception>
    public async Task EndAsync()
    {
        var left = new List<KubeObject>();
        foreach (var ns in Namespaces(_changes))
            left.AddRange(await _pods.LeftAsync(ns));
        await _services.SwitchAsync(left);
        foreach (var ns in Namespaces(_changes))
            await _pods.RemoveAsync(ns);
    }

    private async Task DeleteAsync(
        KubeObject obj,
        KubeObject live,
        Replacement replacement,
        CancellationToken cancellation
    )
    {
        var key = ObjectKey.Of(obj);
        _context.Reporter.Info($"Replace {key.Display}: {replacement.Reason}");
        var propagation = replacement.Way switch
        {
            // Two versions at a time are what this strategy rules out.
            ReplacementWay.Beside when obj.Text("spec", "strategy", "type") == "Recreate" =>
                Propagation.Foreground,
            ReplacementWay.Beside or ReplacementWay.Adopt => Propagation.Orphan,
            _ => Propagation.Background,
        };
        if (propagation == Propagation.Orphan)
            await _pods.MarkAsync(live);
        var only = new DeleteOptions(propagation, Uid: live.Text("metadata", "uid"));
        await _context.Cluster.DeleteAsync(key, only, cancellation);
        await _context.Cluster.UntilAsync(
            key,
            now => now?.Text("metadata", "uid") != live.Text("metadata", "uid"),
            cancellation
        );
    }

    // Only the object that is gone knew it, or what it left.
    private long? Count(KubeObject obj, KubeObject? live)
    {
        if (live is not null)
            return live.Number("spec", "replicas");
        var left = _left.Where(o => ReplacedPods.IsOf(o, obj)).ToList();
        if (left.Count == 0)
            return null;
        return obj.GroupKind is ("apps", "Deployment")
            ? left.Sum(o => o.Number("spec", "replicas") ?? 0)
            : left.Count;
    }

    private static bool IsScaled(KubeObject obj) =>
        obj.GroupKind is ("apps", "Deployment" or "StatefulSet") && obj.At("spec", "replicas") is null;

    private static IReadOnlyList<string?> Namespaces(ChangeSet changes) =>
        [
            .. changes
                .Release.Where(o => o.GroupKind is ("apps", "Deployment" or "StatefulSet" or "DaemonSet"))
                .Select(o => o.Namespace)
                .Distinct(),
        ];
}
