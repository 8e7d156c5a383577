using Slipway.Environments;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Tests.Manifests;

public sealed class NamespaceChoiceTests
{
    private static readonly NamespacePolicy s_policy = new("movies-pr7", "movies", ["monitoring"]);

    [Theory]
    [InlineData(null, "movies-pr7")]
    [InlineData("movies", "movies-pr7")]
    [InlineData("movies-pr7", "movies-pr7")]
    [InlineData("monitoring", "monitoring")]
    [InlineData("default", null)]
    public void An_object_stays_where_it_may_be_and_is_never_moved_silently(string? written, string? placed)
    {
        var ns = written is null ? "" : $", namespace: {written}";
        var result = NamespaceChoice.Place(
            s_policy,
            Read($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: x{ns}}}\n")
        );
        Assert.Equal(placed, result.Objects.SingleOrDefault()?.Namespace);
        Assert.Equal(placed is null ? 1 : 0, result.Strangers.Count);
    }

    [Theory]
    [InlineData("movies", "movies-pr7")]
    [InlineData("monitoring", "monitoring")]
    [InlineData("somewhere", null)]
    public void A_Namespace_counts_by_its_own_name(string name, string? placed)
    {
        var result = NamespaceChoice.Place(
            s_policy,
            Read($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}}}\n")
        );
        Assert.Equal(placed, result.Objects.SingleOrDefault()?.Name);
    }

    [Theory]
    [InlineData("movies", "movies-pr7")]
    [InlineData("monitoring", "monitoring")]
    [InlineData("kube-system", "kube-system")]
    [InlineData(null, "monitoring")]
    public void What_points_to_the_own_namespace_follows_it(string? written, string pointed)
    {
        var ns = written is null ? "" : $", namespace: {written}";
        var result = NamespaceChoice.Place(
            s_policy,
            Read(
                "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n"
                    + "metadata: {name: x, namespace: monitoring}\n"
                    + $"subjects: [{{kind: ServiceAccount, name: a{ns}}}, {{kind: User, name: u}}]\n"
            )
        );
        var subjects = result.Objects.Single().At("subjects")!.Value;
        Assert.Equal(pointed, subjects[0].GetProperty("namespace").GetString());
        Assert.False(subjects[1].TryGetProperty("namespace", out _));
    }

    [Fact]
    public void The_same_name_in_two_namespaces_is_two_objects()
    {
        const string Role =
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader, namespace: ";
        var placed = NamespaceChoice.Place(
            new NamespacePolicy("movies", "movies", ["monitoring", "ingress"]),
            Read($"{Role}monitoring}}\n---\n{Role}ingress}}\n")
        );
        Assert.Equal(["monitoring", "ingress"], placed.Objects.Select(o => o.Namespace));
        Assert.Empty(ManifestValidation.Check(placed.Objects));
    }

    private static IReadOnlyList<KubeObject> Read(string yaml) => ManifestYaml.Read(yaml, "test");
}
