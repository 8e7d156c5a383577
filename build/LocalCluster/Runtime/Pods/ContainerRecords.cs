using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Status;

namespace LocalCluster.Runtime.Pods;

/// <summary>What a pod's status says about its containers when its worker begins. Pure.</summary>
internal static class ContainerRecords
{
    /// <summary>The records to go on from: what ended for good stays so, all else starts again.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="field"><c>initContainerStatuses</c> or <c>containerStatuses</c>.</param>
    /// <param name="containers">The containers of that field.</param>
    /// <param name="now">The time.</param>
    public static ContainerRecord[] Of(
        JsonObject pod,
        string field,
        IEnumerable<JsonObject> containers,
        DateTimeOffset now
    )
    {
        var policy = pod.Text("spec", "restartPolicy") ?? "Always";
        var hasInit = pod.Items("spec", "initContainers").Any();
        return
        [
            .. containers.Select(container =>
            {
                var role =
                    field == "initContainerStatuses" ? ContainerRoles.OfInit(container) : ContainerRole.Main;
                var (name, image) = (container.Text("name") ?? "", container.Text("image") ?? "");
                var known = pod.Items("status", field).FirstOrDefault(status => status.Text("name") == name);
                var finished = ContainerStatus.Finished(name, image, known);
                var record =
                    finished?.State is Terminated ended && !PodPhase.IsRestarted(policy, ended.ExitCode, role)
                        ? finished
                        : ContainerStatus.Resume(name, image, known, now);
                return record with
                {
                    IsSidecar = role == ContainerRole.Sidecar,
                    State =
                        hasInit && record.State is Waiting ? new Waiting("PodInitializing") : record.State,
                };
            }),
        ];
    }
}
