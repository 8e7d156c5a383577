using Slipway.Manifests;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Tests.Values;

/// <summary>A kind is its group and its name: kinds of others may be called like those of Kubernetes.</summary>
public sealed class GroupKindTests
{
    [Theory]
    [InlineData("v1", "Service", "Service", "service")]
    [InlineData("apps/v1", "Deployment", "Deployment.apps", "deployment")]
    [InlineData("networking.k8s.io/v1", "Ingress", "Ingress.networking.k8s.io", "ingress")]
    [InlineData("batch.volcano.sh/v1alpha1", "Job", "Job.batch.volcano.sh", "job.batch.volcano.sh")]
    [InlineData(
        "serving.knative.dev/v1",
        "Service",
        "Service.serving.knative.dev",
        "service.serving.knative.dev"
    )]
    [InlineData("evil-k8s.io/v1", "Service", "Service.evil-k8s.io", "service.evil-k8s.io")]
    public void A_kind_of_others_is_shown_with_its_group(
        string apiVersion,
        string kind,
        string text,
        string display
    )
    {
        var read = GroupKind.Of(apiVersion, kind);
        Assert.Equal((text, display), ($"{read}", read.Display));
    }

    [Fact]
    public void Versions_of_a_group_serve_the_same_kind() =>
        Assert.Equal(
            GroupKind.Of("autoscaling/v1", "HorizontalPodAutoscaler"),
            GroupKind.Of("autoscaling/v2", "HorizontalPodAutoscaler")
        );

    [Theory]
    [InlineData("batch.volcano.sh/v1alpha1", "Job")]
    [InlineData("serving.knative.dev/v1", "Service")]
    [InlineData("apps.kruise.io/v1alpha1", "StatefulSet")]
    [InlineData("apps.kruise.io/v1alpha1", "DaemonSet")]
    [InlineData("project.openshift.io/v1", "Namespace")]
    [InlineData("example.com/v1", "Deployment")]
    [InlineData("example.com/v1", "CustomResourceDefinition")]
    [InlineData("example.com/v1", "PersistentVolumeClaim")]
    [InlineData("networking.istio.io/v1", "Gateway")]
    public void A_kind_of_others_is_nothing_of_Kubernetes(string apiVersion, string kind)
    {
        var obj = KubeObject.Parse(
            $$$"""{"apiVersion":"{{{apiVersion}}}","kind":"{{{kind}}}","metadata":{"name":"x.y"},"spec":{"a":1}}"""
        );
        Assert.Equal("custom objects", ApplyWaves.Of([obj]).Single().Name);
        Assert.Empty(ManifestValidation.Check([obj]));
        Assert.Equal(ReadinessState.Ready, Readiness.Of(obj).State);
        Assert.True(CanaryScope.Between([], [obj]).IsEmpty);
        Assert.Null(PodTemplates.Labels(obj));
    }
}
