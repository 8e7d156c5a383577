using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Support;

/// <summary>Objects for tests, written as JSON with single quotes for brevity.</summary>
internal static class TestObjects
{
    public static JsonObject Json(string text) => JsonNode.Parse(text.Replace('\'', '"'))!.AsObject();

    public static JsonObject Pod(
        string name,
        string spec = "{}",
        string status = "{}",
        string metadata = ""
    ) =>
        Json(
            $$"""
            {'metadata': {'name': '{{name}}', 'namespace': 'default', 'uid': 'uid-{{name}}',
              'creationTimestamp': '2030-01-01T00:00:00Z' {{metadata}}},
             'spec': {{spec}}, 'status': {{status}}}
            """
        );

    public static JsonObject ReadyPod(string name, string address = "127.80.8.1", string metadata = "") =>
        Pod(
            name,
            "{'nodeName': 'local', 'containers': [{'name': 'c', 'ports': [{'name': 'http', "
                + "'containerPort': 8080}]}]}",
            $$"""
            {'phase': 'Running', 'podIP': '{{address}}',
             'conditions': [{'type': 'Ready', 'status': 'True', 'lastTransitionTime': '2030-01-01T00:00:00Z'}]}
            """,
            metadata
        );

    /// <summary>A Deployment and its ReplicaSets, each given as wanted/ready/annotated maximum.</summary>
    public static JsonObject Deployment(int replicas, string surge = "'25%'", string unavailable = "'25%'") =>
        Json(
            $$$"""
            {'metadata': {'name': 'web', 'namespace': 'default', 'uid': 'd', 'generation': 1},
             'spec': {'replicas': {{{replicas}}}, 'progressDeadlineSeconds': 60, 'template': {'spec': {}},
              'strategy': {'type': 'RollingUpdate',
                'rollingUpdate': {'maxSurge': {{{surge}}}, 'maxUnavailable': {{{unavailable}}} } } } }
            """
        );

    public static JsonObject ReplicaSet(string name, int wanted, int ready, int max = 0, int desired = 0) =>
        Json(
            $$$"""
            {'metadata': {'name': '{{{name}}}', 'namespace': 'default', 'uid': '{{{name}}}', 'annotations': {
              'deployment.kubernetes.io/max-replicas': '{{{max}}}',
               'deployment.kubernetes.io/desired-replicas': '{{{desired}}}'} },
             'spec': {'replicas': {{{wanted}}} },
             'status': {'replicas': {{{wanted}}}, 'readyReplicas': {{{ready}}},
              'availableReplicas': {{{ready}}} } }
            """
        );
}
