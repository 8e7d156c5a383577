using Slipway.Environments;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Tests.Manifests;

/// <summary>Images of kinds that are not Kubernetes' own.</summary>
public sealed class CustomImageTests
{
    private const string Pinned =
        "registry.example.com/shop/rating:2.0.0@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private static readonly Dictionary<string, ImageReference> s_built = new()
    {
        ["rating"] = ImageReference.Parse(Pinned),
    };

    [Theory]
    [InlineData(
        "argoproj.io/v1alpha1",
        "Rollout",
        "spec: {template: {spec: {containers: [{name: r, image: rating}]}}}"
    )]
    [InlineData(
        "serving.knative.dev/v1",
        "Service",
        "spec: {template: {spec: {containers: [{image: rating}]}}}"
    )]
    [InlineData(
        "batch.volcano.sh/v1alpha1",
        "Job",
        "spec: {tasks: [{template: {spec: {containers: [{image: rating}]}}}]}"
    )]
    [InlineData(
        "argoproj.io/v1alpha1",
        "CronWorkflow",
        "spec: {workflowSpec: {templates: [{container: {image: rating}}]}}"
    )]
    [InlineData(
        "argoproj.io/v1alpha1",
        "Workflow",
        "spec: {templates: [{script: {image: rating, source: x}}]}"
    )]
    [InlineData(
        "argoproj.io/v1alpha1",
        "WorkflowTemplate",
        "spec: {templates: [{containerSet: {containers: [{image: rating}]}}]}"
    )]
    [InlineData("tekton.dev/v1", "Task", "spec: {steps: [{name: s, image: rating}]}")]
    [InlineData(
        "keda.sh/v1alpha1",
        "ScaledJob",
        "spec: {jobTargetRef: {template: {spec: {containers: [{image: rating}]}}}}"
    )]
    [InlineData(
        "kubeflow.org/v1",
        "PyTorchJob",
        "spec: {pytorchReplicaSpecs: {Master: {template: {spec: {containers: [{image: rating}]}}}}}"
    )]
    [InlineData(
        "ray.io/v1",
        "RayCluster",
        "spec: {headGroupSpec: {template: {spec: {initContainers: [{image: rating}], containers: []}}}}"
    )]
    [InlineData(
        "apps.kruise.io/v1alpha1",
        "CloneSet",
        "spec: {template: {spec: {volumes: [{name: v, image: {reference: rating}}]}}}"
    )]
    [InlineData(
        "kueue.x-k8s.io/v1",
        "Thing",
        "spec: {podSets: [{template: {spec: {containers: [{image: 'rating:latest'}]}}}]}"
    )]
    [InlineData("example.com/v1", "App", "spec: {image: rating}")]
    [InlineData("example.com/v1", "App", "runner: {image: rating}")]
    public void A_service_is_pinned_wherever_a_custom_resource_runs_it(
        string apiVersion,
        string kind,
        string body
    )
    {
        var pinned = ImagePinning.Pin([Object(apiVersion, kind, body)], s_built, "k8s");
        Assert.Contains($"\"{Pinned}\"", pinned.Objects[0].ToString());
        Assert.Equal(["rating"], pinned.Images.Keys);
        Assert.Empty(pinned.Warnings);
        Assert.Equal(Pinned, $"{ImageFields.References(pinned.Objects[0], []).Single()}");
    }

    [Theory]
    [InlineData(
        "spec: {template: {spec: {containers: [{name: r, image: ratng}]}}}",
        "Did you mean 'rating'?"
    )]
    [InlineData("spec: {template: {spec: {containers: [{name: r, image: 'rating:1.0'}]}}}", "has a version")]
    [InlineData(
        "spec: {template: {spec: {containers: [{name: r, image: 'bitnami/redis:7'}]}}}",
        "'docker.io/bitnami/redis:7'"
    )]
    [InlineData(
        "spec: {tasks: [{template: {spec: {initContainers: [{image: redis}]}}}]}",
        "'docker.io/library/redis:<tag>'"
    )]
    public void In_a_pod_of_a_custom_resource_the_rules_are_those_of_Kubernetes_kinds(
        string body,
        string said
    )
    {
        var e = Assert.Throws<ImagesUnresolvedException>(() =>
            ImagePinning.Pin([Object("argoproj.io/v1alpha1", "Rollout", body)], s_built, "k8s")
        );
        Assert.Contains(said, e.What);
        Assert.StartsWith("rollout.argoproj.io/x, ", e.What);
    }

    [Theory]
    [InlineData("spec: {image: ratng}", "spec.image: 'ratng' resembles the service 'rating'")]
    [InlineData("spec: {image: 'rating:1.0'}", "spec.image: 'rating:1.0' resembles the service 'rating'")]
    [InlineData("spec: {runs: [{runnerImage: rating}]}", "kind: App, path: spec/runs/runnerImage}]'")]
    [InlineData("spec: {image: {repository: rating, tag: '1'}}", "path: spec/image/repository}]'")]
    [InlineData("spec: {image: 'docker.io/library/redis:7'}", "has no digest")]
    public void Where_it_is_not_sure_there_is_a_warning_and_nothing_is_changed(string body, string said)
    {
        var obj = Object("example.com/v1", "App", body);
        var pinned = ImagePinning.Pin([obj], s_built, "k8s");
        Assert.Contains(said, Assert.Single(pinned.Warnings));
        Assert.Equal(obj.ToString(), pinned.Objects[0].ToString());
    }

    [Theory]
    [InlineData("example.com/v1", "App", "spec: {image: ubuntu-22.04}")]
    [InlineData("example.com/v1", "App", "spec: {image: '{{inputs.parameters.image}}'}")]
    [InlineData(
        "tekton.dev/v1",
        "Task",
        "spec: {template: {spec: {containers: [{image: $(params.image)}]}}}"
    )]
    [InlineData("example.com/v1", "App", "spec: {name: rating, service: rating, images: 3}")]
    [InlineData("example.com/v1", "App", "status: {image: rating}")]
    [InlineData("v1", "ConfigMap", "data: {image: rating}")]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", "spec: {image: rating}")]
    public void What_is_no_image_or_filled_in_later_is_left_alone(string apiVersion, string kind, string body)
    {
        var obj = Object(apiVersion, kind, body);
        var pinned = ImagePinning.Pin([obj], s_built, "k8s");
        Assert.Empty(pinned.Warnings);
        Assert.Equal(obj.ToString(), pinned.Objects[0].ToString());
    }

    [Fact]
    public void A_named_path_is_pinned_through_lists_in_its_kind_alone()
    {
        ImagePath[] paths = [new("example.com", "App", ["spec", "runs", "runnerImage"])];
        const string Body = "spec: {runs: [{runnerImage: rating}, {runnerImage: rating}, {other: 1}]}";
        var objects = new[] { Object("example.com/v1", "App", Body), Object("example.com/v1", "Else", Body) };
        var pinned = ImagePinning.Pin(objects, s_built, "k8s", paths);
        Assert.Equal(2, pinned.Objects[0].ToString().Split(Pinned).Length - 1);
        Assert.Equal(
            2,
            pinned.Warnings.Count(w => w.StartsWith("else.example.com/x", StringComparison.Ordinal))
        );
        var e = Assert.Throws<ImagesUnresolvedException>(() =>
            ImagePinning.Pin(
                [Object("example.com/v1", "App", "spec: {runs: {runnerImage: redis}}")],
                s_built,
                "k8s",
                paths
            )
        );
        Assert.Contains("spec.runs.runnerImage: image 'redis' is not a service (rating)", e.What);
    }

    private static KubeObject Object(string apiVersion, string kind, string body) =>
        ManifestYaml.Read($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: x}}\n{body}\n", "test")[
            0
        ];
}
