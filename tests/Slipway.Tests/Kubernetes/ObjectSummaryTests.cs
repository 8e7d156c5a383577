using Slipway.Kubernetes.Objects;
using Slipway.Reporting;

namespace Slipway.Tests.Kubernetes;

public sealed class ObjectSummaryTests
{
    [Fact]
    public void A_few_objects_are_named() =>
        Assert.Equal("secret/a, ingress/b", ObjectSummary.Of([Key("Secret", "a"), Key("Ingress", "b")]));

    [Fact]
    public void The_same_name_in_two_namespaces_is_two_objects() =>
        Assert.Equal(
            "role/a in namespace x, role/a in namespace y, role/b",
            ObjectSummary.Of([Role("a", "x"), Role("a", "y"), Role("b", "x")])
        );

    [Fact]
    public void Many_kinds_of_others_are_counted_with_their_group() =>
        Assert.Equal(
            "11 Jobs.batch.volcano.sh, 1 Job",
            ObjectSummary.Of([
                .. Enumerable.Range(0, 11).Select(i => Job("batch.volcano.sh/v1alpha1", $"j{i}")),
                Job("batch/v1", "j"),
            ])
        );

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

    private static ObjectKey Role(string name, string ns) =>
        new("rbac.authorization.k8s.io/v1", "Role", ns, name);

    private static ObjectKey Job(string apiVersion, string name) => new(apiVersion, "Job", "shop", name);

    private static ObjectKey Key(string kind, string name) => new("v1", kind, "shop", name);
}
