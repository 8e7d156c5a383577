using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Volumes;

/// <summary>
/// Binds every claim to a folder of the cluster. The folder stays as long as the claim; its size is not
/// limited.
/// </summary>
internal sealed class ClaimController(
    ClusterView view,
    EventRecorder events,
    Func<string, string, string> folder
) : IController
{
    public string Name => "persistentvolume-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.PersistentVolumeClaim, Kinds.PersistentVolume];

    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.PersistentVolumeClaim ? [ObjectName.Of(change.Object)] : [];

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.PersistentVolumeClaim, key.Namespace, key.Name) is not { } claim)
        {
            Remove(key);
            return null;
        }
        if (claim.IsBeingDeleted())
            return null;
        if (claim.Text("status", "phase") == "Bound")
        {
            Expand(claim);
            return null;
        }
        var volume = $"pvc-{claim.Uid()}";
        if (view.Get(Kinds.PersistentVolume, "", volume) is null)
            CreateVolume(claim, volume);
        var bound = claim.Copy();
        bound.Child("spec")["volumeName"] = volume;
        bound = view.Update(Kinds.PersistentVolumeClaim, bound).Copy();
        bound["status"] = new JsonObject
        {
            ["phase"] = "Bound",
            ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
            ["capacity"] = claim.At("spec", "resources", "requests")?.DeepClone(),
        };
        view.UpdateStatus(Kinds.PersistentVolumeClaim, bound);
        events.Normal(
            EventSource.Volumes,
            Kinds.PersistentVolumeClaim,
            claim,
            "ProvisioningSucceeded",
            $"Successfully provisioned volume {volume}"
        );
        return null;
    }

    // A folder has room for any size, so a claim that asks for more has it at once.
    private void Expand(JsonObject claim)
    {
        var requests = claim.At("spec", "resources", "requests");
        if (JsonEquality.Same(requests, claim.At("status", "capacity")))
            return;
        var expanded = claim.Copy();
        expanded.Child("status")["capacity"] = requests?.DeepClone();
        view.UpdateStatus(Kinds.PersistentVolumeClaim, expanded);
    }

    private void CreateVolume(JsonObject claim, string name)
    {
        var path = folder(claim.NamespaceName(), claim.Name());
        Directory.CreateDirectory(path);
        var volume = view.Create(
                Kinds.PersistentVolume,
                new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "PersistentVolume",
                    ["metadata"] = new JsonObject { ["name"] = name },
                    ["spec"] = new JsonObject
                    {
                        ["capacity"] = claim.At("spec", "resources", "requests")?.DeepClone(),
                        ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
                        ["persistentVolumeReclaimPolicy"] = "Delete",
                        ["storageClassName"] = claim.Text("spec", "storageClassName"),
                        ["volumeMode"] = claim.Text("spec", "volumeMode") ?? "Filesystem",
                        ["hostPath"] = new JsonObject { ["path"] = path, ["type"] = "" },
                        ["claimRef"] = new JsonObject
                        {
                            ["apiVersion"] = "v1",
                            ["kind"] = "PersistentVolumeClaim",
                            ["name"] = claim.Name(),
                            ["namespace"] = claim.NamespaceName(),
                            ["uid"] = claim.Uid(),
                        },
                    },
                }
            )
            .Copy();
        volume["status"] = new JsonObject { ["phase"] = "Bound" };
        view.UpdateStatus(Kinds.PersistentVolume, volume);
    }

    /// <summary>The claim is deleted, and with it its volume and folder.</summary>
    private void Remove(ObjectName key)
    {
        foreach (var volume in view.List(Kinds.PersistentVolume))
        {
            if (
                volume.Text("spec", "claimRef", "name") != key.Name
                || volume.Text("spec", "claimRef", "namespace") != key.Namespace
            )
                continue;
            view.Delete(Kinds.PersistentVolume, volume);
            var path = folder(key.Namespace, key.Name);
            if (volume.Text("spec", "hostPath", "path") == path && Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
    }
}
