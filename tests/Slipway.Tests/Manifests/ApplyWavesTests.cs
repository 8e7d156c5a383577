using Slipway.Manifests;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Manifests;

public sealed class ApplyWavesTests
{
    [Fact]
    public void What_others_need_comes_first_and_goes_last()
    {
        string[] kinds =
        [
            "Ingress",
            "Deployment",
            "Certificate",
            "Service",
            "ConfigMap",
            "ServiceAccount",
            "Namespace",
            "CustomResourceDefinition",
            "Job",
            "HorizontalPodAutoscaler",
            "Secret",
            "ValidatingWebhookConfiguration",
        ];
        var objects = kinds
            .Select(k =>
                KubeObject.Parse(
                    $$$"""{"apiVersion":"{{{Samples.ApiVersionOf(k)}}}","kind":"{{{k}}}","metadata":{"name":"x"}}"""
                )
            )
            .ToList();
        string[] expected =
        [
            "Namespace",
            "CustomResourceDefinition",
            "ServiceAccount",
            "ConfigMap,Secret",
            "Service",
            "Certificate",
            "Deployment,Job",
            "Ingress,HorizontalPodAutoscaler",
            "ValidatingWebhookConfiguration",
        ];
        Assert.Equal(expected, ApplyWaves.Of(objects).Select(Kinds));
        Assert.Equal(expected.Reverse(), ApplyWaves.ForDeletion(objects).Select(Kinds));

        static string Kinds(ApplyWave wave) => string.Join(',', wave.Objects.Select(o => o.Kind));
    }

    [Fact]
    public void Marks_are_put_on_objects_and_never_on_templates_or_selectors()
    {
        var before = Samples.Deployment("shop", "movie");
        var marked = ManifestLabels.Mark(
            [before, Samples.ConfigMap("shop", "m")],
            "shop",
            "1.2.3",
            "4f1c2d3"
        );
        Assert.All(marked, o =>
            Assert.Equal(
                ("shop", "slipway"),
                (o.Labels[ManifestLabels.PartOf], o.Labels[ManifestLabels.ManagedBy])
            )
        );
        Assert.Equal(
            ("1.2.3", "4f1c2d3"),
            (marked[0].Annotations[ManifestLabels.Version], marked[0].Annotations[ManifestLabels.Commit])
        );
        Assert.Empty(marked[1].Annotations);
        Assert.Equal(before.At("spec")!.Value.GetRawText(), marked[0].At("spec")!.Value.GetRawText());
    }
}
