using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.ContainerTests;
using Slipway.Pipeline.Releasing;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Fuzz;

/// <summary>Objects of a cluster, with everything that is ever read of one.</summary>
internal static class ObjectSubjects
{
    private static readonly string[] s_kinds =
    [
        "deployment",
        "statefulset",
        "job",
        "pod",
        "pod-service",
        "ingress",
        "endpointslice",
        "event",
        "lease",
        "secret",
        "autoscaler",
        "custom",
    ];

    public static IReadOnlyList<Subject> All { get; } =
    [
        .. s_kinds.Select(kind => new Subject($"object-{kind}", bytes =>
            Read(ClusterSubjects.Answer(bytes).Read(KubeObject.From))
        )),
    ];

    /// <summary>Reads all of it.</summary>
    public static void Read(KubeObject obj)
    {
        Say(obj);
        Wait(obj);
        Hold(obj);
        Serve(obj);
        Change(obj);
    }

    private static void Say(KubeObject obj)
    {
        _ = (obj.Display, obj.Labels, obj.Annotations, ObjectKey.Of(obj).ToString());
        ClusterEvent.Of(obj);
        Conditions.Find(obj, "Ready");
        OwnerReferences.Controller(obj);
        ServiceAddresses.Of(obj, [obj], local: false);
        ServiceAddresses.Of(obj, [obj], local: true);
        ServiceContainer.Image(obj, ServiceContainer.Name(obj, "spec"), "spec", "template", "spec");
        ServingRevision.Of([obj], "movie");
        ServingRevision.CreationOf(obj);
    }

    private static void Wait(KubeObject obj)
    {
        foreach (var live in (bool[])[false, true])
        {
            var picture = new RolloutState();
            picture.Take(new WatchEvent(WatchEventType.Added, obj), live);
            RolloutJudge.Judge(obj, picture, oldNewsCount: live);
            WorkloadStatus.Of(obj, picture, "");
            NewRevision.OldPods(obj, picture);
        }
        Readiness.Of(obj);
        WorkloadReadiness.Count(obj);
        PodFailure.Of(obj, PodHistory.None);
        _ = PodSurroundings.Of(obj).ToList();
        PodState.Of(obj);
        _ = ServiceEndpoints.Ready(obj).ToList();
    }

    private static void Hold(KubeObject obj)
    {
        var lease = LeaseState.Of(obj);
        lease.Patience(TimeSpan.FromSeconds(15));
        lease.HeldFor(DateTimeOffset.UnixEpoch);
        lease.Write(obj);
        LeaseState.Next(lease, "me", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(15)).Write(obj);
        LockHolder.Read(lease.Holder ?? "");
        try
        {
            ReleaseSecrets.Read(obj, "shop", new Dictionary<string, KubeObject>());
        }
        catch (FormatException)
        {
            // The history tells of it, and goes on.
        }
    }

    private static void Serve(KubeObject obj)
    {
        WorkloadServices.Find(WorkloadServices.PodLabels(obj), obj.Namespace, [obj], "movie");
        CanaryTraffic.Missing([obj], obj, obj);
        CanaryScope.Between([obj], [obj]);
        Tracks.SelectorOf(obj);
        ServiceSwitch.Strands(obj, [obj]);
        _ = CanaryConfiguration.Texts(obj.Json).Count();
        if (CanaryWorkload.Missing(obj) is null && obj.GroupKind is ("apps", "Deployment"))
            CanaryWorkload.Of(obj, 2);
    }

    private static void Change(KubeObject obj)
    {
        ManifestValidation.Check([obj]);
        ManifestValidation.CheckUnpinned([obj]);
        ManifestLabels.Mark([obj], "shop", "1.2.3", "abc");
        _ = ImageFields.References(obj, []).ToList();
        _ = PodTemplates.All(obj).ToList();
        AppliedFields.UpdatedBy(obj, "replicas");
        AppliedFields.IsSetBySlipway(obj, "replicas");
        KeptReplicas.In(obj, obj);
        var other = KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = obj.ApiVersion,
                ["kind"] = obj.Kind,
                ["metadata"] = new JsonObject { ["name"] = obj.Name },
                ["spec"] = new JsonObject { ["replicas"] = 7 },
            }
        );
        ScaledReplicas.Decide(other, other, obj, reset: false, goingBack: false);
        ScaledReplicas.Decide(obj, obj, other, reset: false, goingBack: false);
        ImmutableFields.Dropped(other, obj);
        ImmutableFields.Dropped(obj, other);
        FieldDifference.Between(obj, other, "spec");
        FieldDifference.Between(other, obj, "spec.template.spec.containers");
        ChangeSet.IsSame(obj, other);
        ChangeSet.IsUnchanged(obj, other, obj);
        VolumeClaims.GoWith(obj);
        VolumeClaims.Belongs(obj, "shop", "data-db-0");
        Pruning.WhyKept(obj);
        Pruning.IsOurs(obj, "shop");
        ApplyWaves.Of([obj, other]);
    }
}
