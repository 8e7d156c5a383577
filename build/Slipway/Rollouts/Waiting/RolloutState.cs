using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// What the watches have reported about workloads, their revisions and their pods. For one thread.
/// </summary>
internal sealed class RolloutState
{
    private readonly Dictionary<string, KubeObject> _objects = [];
    private readonly Dictionary<string, HashSet<string>> _children = [];
    private readonly Dictionary<string, PodHistory> _histories = [];
    private readonly Dictionary<(string Kind, string Name), PodHistory> _surroundings = [];
    private readonly Dictionary<string, (ClusterEvent Event, bool IsNews)> _creations = [];
    private readonly HashSet<string> _deleted = [];

    /// <summary>Takes a change.</summary>
    /// <param name="news">The change.</param>
    /// <param name="live">Whether it happened since the watch began.</param>
    /// <returns>The uids of the objects that are judged by it: the object and its owners.</returns>
    public IReadOnlyList<string> Take(WatchEvent news, bool live)
    {
        if (news.Object is not { } obj || obj.Text("metadata", "uid") is not { } uid)
            return [];
        if (obj.GroupKind is ("", "Event"))
            return news.Type == WatchEventType.Deleted ? [] : Take(ClusterEvent.Of(obj), live);
        var owners = Owners(obj);
        // A Job that is done stays done when its ttlSecondsAfterFinished is over.
        if (news.Type == WatchEventType.Deleted && !Readiness.IsDoneJob(obj))
            Remove(uid, obj);
        else
            Store(uid, obj, live);
        return [uid, .. owners];
    }

    /// <summary>An object; null when it was deleted or never seen.</summary>
    public KubeObject? Find(string uid) => _objects.GetValueOrDefault(uid);

    /// <summary>Whether an object was seen and then deleted.</summary>
    public bool WasDeleted(string uid) => _deleted.Contains(uid);

    /// <summary>What an object owns as its controller.</summary>
    public IEnumerable<KubeObject> Children(KubeObject owner, GroupKind kind) =>
        _children.TryGetValue(Uid(owner), out var children)
            ? children
                .Select(c => _objects.GetValueOrDefault(c))
                .OfType<KubeObject>()
                .Where(c => c.GroupKind == kind)
            : [];

    /// <summary>The ReplicaSets that a Deployment of this name left when it was replaced.</summary>
    public IEnumerable<KubeObject> Left(KubeObject deployment) =>
        _objects.Values.Where(o =>
            o.GroupKind is ("apps", "ReplicaSet")
            && o.Annotations.GetValueOrDefault(ManifestLabels.Replaced) == deployment.Display
            && o.Namespace == deployment.Namespace
            && Controller(o) is null
        );

    /// <summary>What was seen of a pod.</summary>
    public PodHistory History(KubeObject pod) => _histories.GetValueOrDefault(Uid(pod), PodHistory.None);

    /// <summary>
    /// What keeps a pod's claims from being bound, or its node from serving it, as their events say.
    /// </summary>
    public IEnumerable<PodFault> Around(KubeObject pod)
    {
        foreach (var (kind, name, words) in PodSurroundings.Of(pod))
        {
            var history = _surroundings.GetValueOrDefault((kind, name), PodHistory.None);
            // A node lives long, and what it went through before is not this pod's concern.
            foreach (var warning in PodSurroundings.IsNode(kind) ? history.News : history.Warnings.Values)
                yield return WarningFault.Of(warning, words);
        }
    }

    /// <summary>
    /// The last report that an object's pods could not be made, and that was true until now; null for none.
    /// </summary>
    /// <param name="owner">Who makes them.</param>
    /// <param name="onlyNews">Whether only those since the watch began are meant.</param>
    public ClusterEvent? RefusedPods(KubeObject owner, bool onlyNews) =>
        _creations.TryGetValue(Uid(owner), out var last) && last.Event.IsWarning && (last.IsNews || !onlyNews)
            ? last.Event
            : null;

    public static string Uid(KubeObject obj) => obj.Text("metadata", "uid") ?? "";

    private IReadOnlyList<string> Take(ClusterEvent happened, bool live)
    {
        if (PodSurroundings.IsOne(happened.AboutKind))
            return TakeAround(happened, live);
        var history = _histories.GetValueOrDefault(happened.About, PodHistory.None);
        _histories[happened.About] = live ? history.Saw(happened) : history.Baseline(happened);
        TakeCreation(happened, live);
        return _objects.TryGetValue(happened.About, out var about)
            ? [happened.About, .. Owners(about)]
            : [happened.About];
    }

    // Older events are listed in any order, so their times decide.
    private void TakeCreation(ClusterEvent happened, bool live)
    {
        if (happened.Reason is not ("FailedCreate" or "SuccessfulCreate"))
            return;
        if (!_creations.TryGetValue(happened.About, out var last) || !(last.Event.At > happened.At))
            _creations[happened.About] = (happened, live);
    }

    private List<string> TakeAround(ClusterEvent happened, bool live)
    {
        var key = (happened.AboutKind, happened.AboutName);
        var history = _surroundings.GetValueOrDefault(key, PodHistory.None);
        _surroundings[key] = live ? history.Saw(happened) : history.Baseline(happened);
        return
        [
            .. _objects
                .Values.Where(o =>
                    o.GroupKind is ("", "Pod") && PodSurroundings.Of(o).Any(s => (s.Kind, s.Name) == key)
                )
                .SelectMany(pod => Owners(pod).Prepend(Uid(pod))),
        ];
    }

    private void Store(string uid, KubeObject obj, bool live)
    {
        _objects[uid] = obj;
        if (Controller(obj) is { } owner)
        {
            if (!_children.TryGetValue(owner, out var children))
                _children[owner] = children = [];
            children.Add(uid);
        }
        if (obj.GroupKind is not ("", "Pod"))
            return;
        var history = _histories.GetValueOrDefault(uid, PodHistory.None);
        _histories[uid] = live ? history with { HasNews = true } : history.Baseline(obj);
    }

    private void Remove(string uid, KubeObject obj)
    {
        _objects.Remove(uid);
        _deleted.Add(uid);
        _histories.Remove(uid);
        if (Controller(obj) is { } owner && _children.TryGetValue(owner, out var children))
            children.Remove(uid);
    }

    private List<string> Owners(KubeObject obj)
    {
        var owners = new List<string>();
        for (var owner = Controller(obj); owner is not null && !owners.Contains(owner); )
        {
            owners.Add(owner);
            owner = _objects.TryGetValue(owner, out var found) ? Controller(found) : null;
        }
        return owners;
    }

    private static string? Controller(KubeObject obj)
    {
        if (
            obj.At("metadata", "ownerReferences")
            is not { ValueKind: System.Text.Json.JsonValueKind.Array } references
        )
            return null;
        foreach (var reference in references.Items())
        {
            if (
                ContainerState.At(reference, "controller") is
                { ValueKind: System.Text.Json.JsonValueKind.True }
            )
                return ContainerState.Text(reference, "uid");
        }
        return null;
    }
}
