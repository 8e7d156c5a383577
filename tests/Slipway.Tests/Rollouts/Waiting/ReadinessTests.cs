using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData(
        "Deployment",
        """{"replicas":2}""",
        """{"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":2}""",
        "Ready",
        ""
    )]
    [InlineData("Deployment", """{"replicas":2}""", """{}""", "Waiting", "not observed the change")]
    [InlineData(
        "Deployment",
        """{"replicas":2}""",
        """{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"availableReplicas":2}""",
        "Waiting",
        "not observed the change"
    )]
    [InlineData(
        "Deployment",
        """{"replicas":2}""",
        """{"observedGeneration":2,"replicas":3,"updatedReplicas":1,"availableReplicas":2}""",
        "Waiting",
        "1 of 2 pods are updated"
    )]
    [InlineData(
        "Deployment",
        """{"replicas":2}""",
        """{"observedGeneration":2,"replicas":3,"updatedReplicas":2,"availableReplicas":3}""",
        "Waiting",
        "1 old pod is still terminating"
    )]
    [InlineData(
        "Deployment",
        """{"replicas":2}""",
        """{"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":1}""",
        "Waiting",
        "1 of 2 pods are available"
    )]
    [InlineData("Deployment", """{"replicas":0}""", """{"observedGeneration":2}""", "Ready", "")]
    [InlineData("Deployment", """{"paused":true}""", """{"observedGeneration":2}""", "Waiting", "paused")]
    [InlineData(
        "Deployment",
        "{}",
        """
            {"observedGeneration":2,"conditions":[{"type":"Progressing","status":"False",
             "reason":"ProgressDeadlineExceeded","message":"has timed out progressing."}]}
            """,
        "Failed",
        "timed out"
    )]
    [InlineData(
        "Deployment",
        "{}",
        """
            {"observedGeneration":1,"conditions":[{"type":"Progressing","status":"False",
             "reason":"ProgressDeadlineExceeded","message":"old"}]}
            """,
        "Waiting",
        "not observed"
    )]
    [InlineData(
        "Deployment",
        "{}",
        """
            {"observedGeneration":2,"conditions":[{"type":"ReplicaFailure","status":"True",
             "reason":"FailedCreate","message":"pods \"x\" is forbidden: exceeded quota"}]}
            """,
        "Failed",
        "exceeded quota"
    )]
    [InlineData(
        "StatefulSet",
        """{"replicas":3}""",
        """
            {"observedGeneration":2,"updatedReplicas":3,"readyReplicas":3,
             "updateRevision":"b","currentRevision":"b","currentReplicas":3}
            """,
        "Ready",
        ""
    )]
    [InlineData(
        "StatefulSet",
        """{"replicas":3}""",
        """
            {"observedGeneration":2,"updatedReplicas":1,"readyReplicas":3,
             "updateRevision":"b","currentRevision":"a"}
            """,
        "Waiting",
        "1 of 3 pods are updated"
    )]
    [InlineData(
        "StatefulSet",
        """{"replicas":3,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}}}""",
        """
            {"observedGeneration":2,"updatedReplicas":1,"readyReplicas":3,
             "updateRevision":"b","currentRevision":"a"}
            """,
        "Ready",
        ""
    )]
    [InlineData(
        "StatefulSet",
        """{"replicas":3,"updateStrategy":{"type":"OnDelete"}}""",
        """
            {"observedGeneration":2,"updatedReplicas":0,"readyReplicas":2,
             "updateRevision":"b","currentRevision":"a"}
            """,
        "Waiting",
        "2 of 3 pods are ready"
    )]
    [InlineData(
        "DaemonSet",
        "{}",
        """
            {"observedGeneration":2,"desiredNumberScheduled":2,"updatedNumberScheduled":2,"numberAvailable":2}
            """,
        "Ready",
        ""
    )]
    [InlineData(
        "DaemonSet",
        "{}",
        """
            {"observedGeneration":2,"desiredNumberScheduled":2,"updatedNumberScheduled":2,"numberAvailable":1}
            """,
        "Waiting",
        "1 of 2 pods are available"
    )]
    [InlineData(
        "Job",
        """{"completions":2}""",
        """{"succeeded":1}""",
        "Waiting",
        "1 of 2 pods have succeeded"
    )]
    [InlineData("Job", "{}", """{"conditions":[{"type":"Complete","status":"True"}]}""", "Ready", "")]
    [InlineData(
        "Job",
        "{}",
        """
            {"conditions":[{"type":"Failed","status":"True",
             "reason":"BackoffLimitExceeded","message":"Job has reached the specified backoff limit"}]}
            """,
        "Failed",
        "backoff limit"
    )]
    [InlineData(
        "Pod",
        "{}",
        """{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""",
        "Ready",
        ""
    )]
    [InlineData(
        "Pod",
        "{}",
        """
            {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False",
             "reason":"Unschedulable","message":"no room"}]}
            """,
        "Waiting",
        "no room"
    )]
    [InlineData(
        "Pod",
        "{}",
        """{"phase":"Failed","reason":"Evicted","message":"low on memory"}""",
        "Failed",
        "low on memory"
    )]
    [InlineData("PersistentVolumeClaim", "{}", """{"phase":"Pending"}""", "Waiting", "not bound")]
    [InlineData("PersistentVolumeClaim", "{}", """{"phase":"Bound"}""", "Ready", "")]
    [InlineData("PersistentVolumeClaim", "{}", """{"phase":"Lost"}""", "Failed", "lost")]
    [InlineData("Service", """{"type":"LoadBalancer"}""", """{"loadBalancer":{}}""", "Waiting", "no address")]
    [InlineData(
        "Service",
        """{"type":"LoadBalancer"}""",
        """{"loadBalancer":{"ingress":[{"ip":"10.0.0.1"}]}}""",
        "Ready",
        ""
    )]
    [InlineData("Service", """{"type":"ClusterIP"}""", """{"loadBalancer":{}}""", "Ready", "")]
    [InlineData("Namespace", "{}", """{"phase":"Terminating"}""", "Failed", "being deleted")]
    [InlineData(
        "CustomResourceDefinition",
        "{}",
        """
            {"conditions":[{"type":"Established","status":"True"},{"type":"NamesAccepted","status":"True"}]}
            """,
        "Ready",
        ""
    )]
    [InlineData(
        "CustomResourceDefinition",
        "{}",
        """{"conditions":[{"type":"NamesAccepted","status":"False","message":"taken"}]}""",
        "Failed",
        "taken"
    )]
    [InlineData(
        "Certificate",
        "{}",
        """
            {"observedGeneration":2,"conditions":[{"type":"Ready","status":"False","message":"issuing"}]}
            """,
        "Waiting",
        "issuing"
    )]
    [InlineData(
        "Certificate",
        "{}",
        """{"conditions":[{"type":"Ready","status":"True","observedGeneration":1}]}""",
        "Waiting",
        "Ready is Unknown"
    )]
    [InlineData(
        "Certificate",
        "{}",
        """{"conditions":[{"type":"Stalled","status":"True","message":"bad issuer"}]}""",
        "Failed",
        "bad issuer"
    )]
    [InlineData(
        "Certificate",
        "{}",
        """{"conditions":[{"type":"Available","status":"True"}]}""",
        "Ready",
        ""
    )]
    [InlineData("ConfigMap", "{}", "{}", "Ready", "")]
    public void Readiness_follows_the_status(
        string kind,
        string spec,
        string status,
        string state,
        string reason
    )
    {
        var readiness = Readiness.Of(
            KubeObject.Parse(
                $$"""
                {"apiVersion":"{{Samples.ApiVersionOf(
                    kind
                )}}","kind":"{{kind}}","metadata":{"name":"x","generation":2},
                 "spec":{{spec}},"status":{{status}} }
                """
            )
        );
        Assert.Equal(state, readiness.State.ToString());
        Assert.Contains(reason.Length == 0 ? readiness.Reason : reason, readiness.Reason);
        Assert.Equal(reason.Length == 0, readiness.Reason.Length == 0);
    }

    [Fact]
    public void What_is_being_deleted_is_not_ready() =>
        Assert.Equal(
            ReadinessState.Waiting,
            Readiness
                .Of(
                    KubeObject.Parse(
                        """
                        {"apiVersion":"v1","kind":"ConfigMap",
                         "metadata":{"name":"x","deletionTimestamp":"2026-11-20T22:24:13Z"}}
                        """
                    )
                )
                .State
        );
}
