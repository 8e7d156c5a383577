using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>The fields that a fieldSelector may name.</summary>
internal static class SelectableFields
{
    public static IReadOnlyCollection<string> Of(KindDefinition kind)
    {
        string[] more = kind.Kind.Kind switch
        {
            _ when kind.Custom is not null => [],
            "Pod" =>
            [
                "spec.nodeName",
                "spec.restartPolicy",
                "spec.schedulerName",
                "spec.serviceAccountName",
                "spec.hostNetwork",
                "status.phase",
                "status.podIP",
                "status.nominatedNodeName",
            ],
            "Event" when kind.Storage is not null =>
            [
                "regarding.kind",
                "regarding.namespace",
                "regarding.name",
                "regarding.uid",
                "regarding.apiVersion",
                "regarding.resourceVersion",
                "regarding.fieldPath",
                "reason",
                "reportingController",
                "type",
            ],
            "Event" =>
            [
                "involvedObject.kind",
                "involvedObject.namespace",
                "involvedObject.name",
                "involvedObject.uid",
                "involvedObject.apiVersion",
                "involvedObject.resourceVersion",
                "involvedObject.fieldPath",
                "reason",
                "reportingComponent",
                "source",
                "type",
            ],
            "Namespace" => ["status.phase"],
            "Node" => ["spec.unschedulable"],
            "Secret" => ["type"],
            "Service" => ["spec.clusterIP", "spec.type"],
            "ReplicaSet" => ["status.replicas"],
            "Job" => ["status.successful"],
            _ => [],
        };
        return ["metadata.name", "metadata.namespace", .. more];
    }
}
