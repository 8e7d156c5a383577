using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>The table of immutable fields, and the refusals of the API server that it is read by.</summary>
public sealed class ImmutableFieldTests
{
    [Theory]
    // As real API servers said it; the first ones are recorded, the others are their sources' words.
    [InlineData("batch/v1", "Job", "spec.completions", "Invalid value: 5: field is immutable")]
    [InlineData(
        "apps/v1",
        "Deployment",
        "spec.selector",
        "Invalid value: v1.LabelSelector{}: field is immutable"
    )]
    [InlineData(
        "v1",
        "Service",
        "spec.clusterIPs[0]",
        "Invalid value: []string{\"None\"}: may not change once set"
    )]
    [InlineData("v1", "Service", "spec.loadBalancerClass", "Invalid value: null: may not change once set")]
    [InlineData("v1", "Secret", "type", "Invalid value: \"Opaque\": field is immutable")]
    [InlineData("v1", "Secret", "data", "Forbidden: field is immutable when `immutable` is set")]
    [InlineData("v1", "ConfigMap", "immutable", "Forbidden: field is immutable when `immutable` is set")]
    [InlineData(
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        "roleRef",
        "Invalid value: rbac.RoleRef{}: cannot change roleRef"
    )]
    [InlineData(
        "storage.k8s.io/v1",
        "StorageClass",
        "parameters",
        "Forbidden: updates to parameters are forbidden."
    )]
    [InlineData(
        "storage.k8s.io/v1",
        "StorageClass",
        "provisioner",
        "Forbidden: updates to provisioner are forbidden."
    )]
    [InlineData(
        "scheduling.k8s.io/v1",
        "PriorityClass",
        "value",
        "Forbidden: may not be changed in an update."
    )]
    [InlineData("node.k8s.io/v1", "RuntimeClass", "handler", "Invalid value: \"a\": field is immutable")]
    [InlineData(
        "storage.k8s.io/v1",
        "CSIDriver",
        "spec.attachRequired",
        "Invalid value: true: field is immutable"
    )]
    [InlineData(
        "networking.k8s.io/v1",
        "IngressClass",
        "spec.controller",
        "Invalid value: \"a\": field is immutable"
    )]
    [InlineData(
        "v1",
        "PersistentVolume",
        "spec.persistentvolumesource",
        "Forbidden: spec.persistentvolumesource is immutable after creation"
    )]
    [InlineData(
        "v1",
        "PersistentVolumeClaim",
        "spec.resources.requests.storage",
        "Forbidden: field can not be less than status.capacity"
    )]
    [InlineData(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "spec.scope",
        "Invalid value: \"Cluster\": field is immutable"
    )]
    [InlineData(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "status.storedVersions[0]",
        "Invalid value: \"v1\": missing from spec.versions; v1 was previously a storage version"
    )]
    [InlineData("example.com/v1", "Database", "spec.engine", "Invalid value: \"string\": Value is immutable")]
    public void A_refusal_names_the_field(string apiVersion, string kind, string field, string message)
    {
        var obj = Object(apiVersion, kind, "{}");
        Assert.Equal(
            [field],
            ImmutableFields.Named(Refused((field, message)), obj, obj).Select(f => f.Field)
        );
    }

    [Fact]
    public void Another_mistake_beside_it_is_a_mistake_of_the_manifest() =>
        Assert.Empty(
            ImmutableFields.Named(
                Refused(("spec.selector", "field is immutable"), ("spec.replicas", "must not be negative")),
                Object("apps/v1", "Deployment", "{}"),
                Object("apps/v1", "Deployment", "{}")
            )
        );

    [Fact]
    public void Of_a_spec_that_is_refused_as_a_whole_the_changed_fields_are_named_with_their_values()
    {
        const string Words =
            "Forbidden: updates to statefulset spec for fields other than 'replicas', 'template' are forbidden";
        var live = Object(
            "apps/v1",
            "StatefulSet",
            """
            {"replicas": 1, "serviceName": "db", "volumeClaimTemplates": [{"metadata": {"name": "data"},
             "spec": {"volumeMode": "Filesystem", "resources": {"requests": {"storage": "1Gi"}}}}]}
            """
        );
        var desired = Object(
            "apps/v1",
            "StatefulSet",
            """
            {"replicas": 2, "serviceName": "store", "volumeClaimTemplates": [{"metadata": {"name": "data"},
             "spec": {"resources": {"requests": {"storage": "2Gi"}}}}]}
            """
        );

        Assert.Equal(
            [
                "spec.serviceName (db, wanted: store)",
                "spec.volumeClaimTemplates[data].spec.resources.requests.storage (1Gi, wanted: 2Gi)",
            ],
            ImmutableFields.Named(Refused(("spec", Words)), desired, live).Select(f => $"{f}")
        );
    }

    [Theory]
    [InlineData("apps/v1", "Deployment", "spec.selector", false, false, ReplacementWay.Beside)]
    [InlineData("apps/v1", "DaemonSet", "spec.selector", false, false, ReplacementWay.Adopt)]
    [InlineData(
        "apps/v1",
        "StatefulSet",
        "spec.volumeClaimTemplates[data].spec.storageClassName",
        false,
        false,
        null
    )]
    [InlineData("apps/v1", "StatefulSet", "spec.volumeClaimTemplates", true, false, ReplacementWay.Adopt)]
    [InlineData("apps/v1", "StatefulSet", "spec.podManagementPolicy", false, true, ReplacementWay.Adopt)]
    [InlineData("batch/v1", "Job", "spec.template", false, false, ReplacementWay.Recreate)]
    [InlineData(
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        "roleRef",
        false,
        false,
        ReplacementWay.Recreate
    )]
    [InlineData("v1", "Service", "spec.clusterIPs[0]", false, false, null)]
    [InlineData("v1", "Service", "spec.clusterIPs[0]", false, true, ReplacementWay.Recreate)]
    [InlineData("v1", "Secret", "type", true, false, ReplacementWay.Recreate)]
    [InlineData("v1", "PersistentVolumeClaim", "spec.accessModes", true, false, null)]
    [InlineData("v1", "PersistentVolumeClaim", "spec.accessModes", false, true, ReplacementWay.Never)]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", "spec.scope", true, false, null)]
    // A kind is its group as well: these are no Jobs and no Services of Kubernetes.
    [InlineData("batch.volcano.sh/v1alpha1", "Job", "spec.tasks", true, false, null)]
    [InlineData("serving.knative.dev/v1", "Service", "spec.template", true, false, null)]
    [InlineData("example.com/v1", "Database", "spec.engine", false, true, ReplacementWay.Never)]
    public void The_kind_decides(
        string apiVersion,
        string kind,
        string field,
        bool requested,
        bool goingBack,
        ReplacementWay? way
    )
    {
        var key = ObjectKey.Of(Object(apiVersion, kind, "{}"));
        FieldDifference[] fields = [new(field, null, null)];
        if (way is null)
            Assert.Throws<ImmutableFieldsException>(() =>
                ImmutableChange.Decide(key, fields, requested, goingBack)
            );
        else
            Assert.Equal(way, ImmutableChange.Decide(key, fields, requested, goingBack).Way);
    }

    [Fact]
    public void What_to_do_is_right_for_the_kind()
    {
        (string, string, string)[] changes =
        [
            ("v1", "Service", "spec.clusterIPs[0]"),
            ("v1", "PersistentVolumeClaim", "spec.accessModes"),
            ("v1", "Secret", "data"),
            ("apps/v1", "StatefulSet", "spec.volumeClaimTemplates"),
            ("storage.k8s.io/v1", "CSIDriver", "spec.attachRequired"),
            ("example.com/v1", "Database", "spec.engine"),
        ];
        var advice = changes.Select(c =>
            $"{c.Item2}: "
            + Assert
                .Throws<ImmutableFieldsException>(() =>
                    ImmutableChange.Decide(
                        ObjectKey.Of(Object(c.Item1, c.Item2, "{}")),
                        [new FieldDifference(c.Item3, null, null)],
                        requested: false,
                        goingBack: false
                    )
                )
                .Next
        );
        Assert.Equal(
            [
                "Service: Add --replace-immutable to delete it and create it again (it gets another cluster IP, "
                    + "and a load balancer another address; until clients have resolved its name again their "
                    + "requests fail), or undo the change. By hand: kubectl delete service db --namespace shop, "
                    + "then the same command again. Without failed requests: add a second Service under another "
                    + "name, move the clients to it, and remove this one in a later release.",
                "PersistentVolumeClaim: It would have to be deleted, and its data would be lost. Undo the "
                    + "change, or add a claim under another name, copy the data, and refer to the new one.",
                "Secret: Add --replace-immutable to delete it and create it again (pods that start in that "
                    + "instant wait for it, and those that run keep the old content until they restart), or undo "
                    + "the change. By hand: kubectl delete secret db --namespace shop, then the same command again. "
                    + "It is safer to give it a new name and refer to that, as kustomize's generators do.",
                "StatefulSet: Add --replace-immutable to replace it (its pods and volumes stay as they are; "
                    + "claims that exist keep their size and class, and are grown one by one with kubectl patch "
                    + "pvc), or undo the change. By hand: kubectl delete statefulset db --namespace shop "
                    + "--cascade=orphan, then the same command again. Do not rename it: under another name it "
                    + "starts with empty volumes.",
                "CSIDriver: Add --replace-immutable to delete it and create it again (a volume that is "
                    + "mounted in that instant may be mounted with the driver's defaults), or undo the change. By "
                    + "hand: kubectl delete csidriver.storage.k8s.io db --namespace shop, then the same command "
                    + "again.",
                "Database: It would have to be deleted, and what deleting a Database does is for its "
                    + "controller to say. Undo the change, or add an object under another name, and remove this one "
                    + "in a later release; or, if nothing is lost by it, delete it by hand and run the same command "
                    + "again.",
            ],
            advice
        );
    }

    [Fact]
    public void The_documentation_has_every_rule()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "immutable-fields.md"));
        foreach (var rule in ImmutableFieldTable.Rules)
        {
            var row = string.Join(
                " | ",
                (rule.Group.Length == 0 ? "" : $"`{rule.Group}` ") + rule.Kind,
                rule.Field.Length == 0 ? "any" : $"`{rule.Field}`"
            );
            var line = page.Split('\n')
                .FirstOrDefault(l => l.StartsWith($"| {row}", StringComparison.Ordinal));
            Assert.NotNull(line);
            Assert.EndsWith(
                $"| {rule.Way}{(rule.OnRequest ? ", on request" : "")} | {rule.Effect} |",
                line,
                StringComparison.Ordinal
            );
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Slipway.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }

    private static InvalidObjectException Refused(params (string Field, string Message)[] causes) =>
        new(
            new ApiStatus(
                422,
                "Invalid",
                "it is invalid",
                [.. causes.Select(c => new ApiCause("FieldValueInvalid", c.Field, c.Message))]
            ),
            "apply it"
        );

    private static KubeObject Object(string apiVersion, string kind, string spec) =>
        KubeObject.Parse(
            $$"""
            {"apiVersion": "{{apiVersion}}", "kind": "{{kind}}", "metadata": {"name": "db", "namespace": "shop"},
             "spec": {{spec}} }
            """
        );
}
