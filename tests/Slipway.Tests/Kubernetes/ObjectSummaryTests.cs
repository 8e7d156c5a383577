using Slipway.Kubernetes.Objects;
using Slipway.Reporting;

namespace Slipway.Tests.Kubernetes;

public sealed class ObjectSummaryTests
{
    [Fact]
    public void A_few_objects_are_named() =>
        Assert.Equal("secret/a, ingress/b", ObjectSummary.Of([Key("Secret", "a"), Key("Ingress", "b")]));

    [Fact]
    public void Many_objects_are_counted_and_named_in_the_background()
    {
        var reporter = new CollectingReporter();
        reporter.ReportObjects(
            "Apply configuration",
            [
                .. Enumerable.Range(0, 1000).Select(i => Key("ConfigMap", $"c{i}")),
                Key("Ingress", "a"),
                Key("Ingress", "b"),
                Key("NetworkPolicy", "a"),
                Key("NetworkPolicy", "b"),
                Key("Secret", "s"),
            ]
        );
        var (milestone, background) = (reporter.Notices.First(), reporter.Notices.Last());
        Assert.Equal(
            (
                Severity.Info,
                "Apply configuration: 1,000 ConfigMaps, 2 Ingresses, 2 NetworkPolicies, 1 Secret"
            ),
            (milestone.Severity, milestone.Text)
        );
        Assert.Equal(Severity.Detail, background.Severity);
        Assert.Contains("\n  configmap/c999\n", background.Text);
    }

    private static ObjectKey Key(string kind, string name) => new("v1", kind, "shop", name);
}
