using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Pipeline.Access;

/// <summary>
/// The rights that commands need, by what they will do to which objects: never rights for kinds that the
/// release lacks. Rights without which a command still does its work (events, logs, other people's objects of
/// a kind) are not among them. Pure.
/// </summary>
/// <param name="kinds">The kinds that the cluster serves.</param>
/// <param name="app">The application.</param>
/// <param name="ns">Its namespace.</param>
public sealed class AccessNeeds(IReadOnlyList<ResourceKind> kinds, string app, string ns)
{
    private const string Leases = "coordination.k8s.io";

    private readonly Dictionary<(string, string), ResourceKind> _kinds = kinds
        .DistinctBy(k => (k.ApiVersion, k.Kind))
        .ToDictionary(k => (k.ApiVersion, k.Kind));

    /// <summary>Holding the lock, and reading and writing the release records.</summary>
    public IEnumerable<NeededAccess> Records() =>
        [
            new(new AccessReview("get", Leases, "leases", ns, Name: $"slipway-{app}")),
            new(new AccessReview("create", Leases, "leases", ns)),
            new(new AccessReview("update", Leases, "leases", ns, Name: $"slipway-{app}")),
            .. Secrets("list", "create", "update"),
        ];

    /// <summary>Reading the release records.</summary>
    public IEnumerable<NeededAccess> History() => Secrets("list");

    /// <summary>Applying objects, and waiting until their workloads run.</summary>
    public IEnumerable<NeededAccess> Apply(IReadOnlyList<KubeObject> objects) =>
        objects
            .SelectMany(obj => Find(obj, objects) is { } kind ? Apply(obj, kind) : [])
            .Concat(Waiting(objects))
            .Distinct();

    /// <summary>Running canaries beside the stable workloads, and reading their metrics.</summary>
    public IEnumerable<NeededAccess> Canary(IReadOnlyList<KubeObject> objects) =>
        objects.Any(IsDeployment)
            ?
            [
                .. objects
                    .Where(IsDeployment)
                    .Select(PlaceOf)
                    .Distinct()
                    .SelectMany(place =>
                        (NeededAccess[])
                            [
                                .. Deployments(place, "create", "patch", "delete"),
                                new(new AccessReview("list", "", "pods", place)),
                                new(new AccessReview("get", "", "pods", place, "proxy")),
                            ]
                    ),
            ]
            : [];

    /// <summary>Removing canaries.</summary>
    public IEnumerable<NeededAccess> RemoveCanary() => Deployments(ns, "list", "delete");

    /// <summary>Removing objects, by key.</summary>
    public IEnumerable<NeededAccess> Delete(IEnumerable<ObjectKey> gone) =>
        gone.SelectMany(key =>
                _kinds.TryGetValue((key.ApiVersion, key.Kind), out var kind)
                    ?
                    [
                        new NeededAccess(Action("get", kind, key.Namespace, key.Name)),
                        new NeededAccess(Action("delete", kind, key.Namespace, key.Name)),
                    ]
                    : Array.Empty<NeededAccess>()
            )
            .Distinct();

    /// <summary>Removing everything of an application with its records.</summary>
    /// <param name="recorded">All objects of its releases.</param>
    public IEnumerable<NeededAccess> Destroy(IReadOnlyList<KubeObject> recorded) =>
        recorded
            .Where(obj =>
                obj.GroupKind
                    is not (("", "Namespace") or ("apiextensions.k8s.io", "CustomResourceDefinition"))
            )
            .SelectMany(obj =>
                Find(obj, recorded) is { } kind
                    ? RemoveAll(kind, PlaceOf(obj)).Concat(RemoveAll(kind, ns))
                    : []
            )
            .Concat(RemoveCanary())
            .Concat(Secrets("list", "delete"))
            .Append(
                new NeededAccess(new AccessReview("delete", Leases, "leases", ns, Name: $"slipway-{app}"))
            )
            .Distinct();

    /// <summary>
    /// What commands do without, at a loss: why a rollout fails, how services are reached, and the volumes of StatefulSets.
    /// </summary>
    public IEnumerable<NeededAccess> Diagnosis(IReadOnlyList<KubeObject> objects)
    {
        var places = objects.Where(IsWorkload).Select(PlaceOf).Append(ns).Distinct();
        IEnumerable<(string Group, string Resource)> seen =
        [
            ("", "events"),
            ("", "services"),
            .. Any("apps", "DaemonSet") ? [("apps", "controllerrevisions")] : Array.Empty<(string, string)>(),
            .. Any("apps", "StatefulSet")
                ? [("", "persistentvolumeclaims")]
                : Array.Empty<(string, string)>(),
        ];
        return places
            .SelectMany(place =>
                seen.SelectMany(of =>
                        ((string[])["list", "watch"]).Select(verb => new AccessReview(
                            verb,
                            of.Group,
                            of.Resource,
                            place
                        ))
                    )
                    .Append(new AccessReview("get", "", "pods", place, "log"))
            )
            .Select(action => new NeededAccess(action));

        bool Any(string group, string kind) => objects.Any(o => o.GroupKind == new GroupKind(group, kind));
    }

    /// <summary>The kinds of objects that the cluster does not serve, and the objects do not bring along.</summary>
    public IEnumerable<KubeObject> Unserved(IReadOnlyList<KubeObject> objects) =>
        objects.Where(obj => Find(obj, objects) is null).DistinctBy(obj => (obj.ApiVersion, obj.Kind));

    private IEnumerable<NeededAccess> Apply(KubeObject obj, ResourceKind kind)
    {
        var place = kind.Namespaced ? obj.Namespace ?? ns : null;
        // Either shows what is there.
        yield return new NeededAccess([
            Action("get", kind, place, obj.Name),
            Action("list", kind, place, null),
        ]);
        yield return new NeededAccess([Action("patch", kind, place, obj.Name)], obj);
        // An apply that creates its object needs both (Kubernetes, server-side apply).
        yield return new NeededAccess([Action("create", kind, place, null)], obj);
    }

    private IEnumerable<NeededAccess> Waiting(IReadOnlyList<KubeObject> objects)
    {
        foreach (var obj in objects.Where(IsWorkload))
        {
            if (Find(obj, []) is not { } kind)
                continue;
            var place = obj.Namespace ?? ns;
            yield return new NeededAccess(Action("get", kind, place, obj.Name));
            IEnumerable<(string Group, string Resource)> watched =
            [
                (kind.Group, kind.Plural),
                ("", "pods"),
                .. IsDeployment(obj) ? [("apps", "replicasets")] : Array.Empty<(string, string)>(),
            ];
            foreach (var (group, resource) in watched)
            {
                yield return new NeededAccess(new AccessReview("list", group, resource, place));
                yield return new NeededAccess(new AccessReview("watch", group, resource, place));
            }
        }
    }

    private static IEnumerable<NeededAccess> RemoveAll(ResourceKind kind, string place) =>
        ((string[])["list", "watch", "delete"]).Select(verb => new NeededAccess(
            Action(verb, kind, place, null)
        ));

    private static IEnumerable<NeededAccess> Deployments(string place, params IEnumerable<string> verbs) =>
        verbs.Select(verb => new NeededAccess(new AccessReview(verb, "apps", "deployments", place)));

    private string PlaceOf(KubeObject obj) => obj.Namespace ?? ns;

    private IEnumerable<NeededAccess> Secrets(params IEnumerable<string> verbs) =>
        verbs.Select(verb => new NeededAccess(new AccessReview(verb, "", "secrets", ns)));

    // A kind that comes with the release can be told from its definition.
    private ResourceKind? Find(KubeObject obj, IReadOnlyList<KubeObject> release) =>
        _kinds.TryGetValue((obj.ApiVersion, obj.Kind), out var served)
            ? served
            : release
                .Where(o => o.GroupKind is ("apiextensions.k8s.io", "CustomResourceDefinition"))
                .Where(o =>
                    o.Text("spec", "names", "kind") == obj.Kind
                    && o.Text("spec", "group") == ObjectKey.Of(obj).Group
                )
                .Select(o => new ResourceKind(
                    ObjectKey.Of(obj).Group,
                    obj.ApiVersion[(obj.ApiVersion.IndexOf('/') + 1)..],
                    obj.Kind,
                    o.Text("spec", "names", "plural") ?? "",
                    o.Text("spec", "scope") != "Cluster",
                    []
                ))
                .FirstOrDefault();

    private static AccessReview Action(string verb, ResourceKind kind, string? place, string? name) =>
        new(verb, kind.Group, kind.Plural, kind.Namespaced ? place : null, Name: name);

    private static bool IsDeployment(KubeObject obj) => obj.GroupKind is ("apps", "Deployment");

    private static bool IsWorkload(KubeObject obj) =>
        (obj.ApiVersion, obj.Kind)
            is
                ("apps/v1", "Deployment" or "StatefulSet" or "DaemonSet")
                or
                ("batch/v1", "Job");
}
