using Slipway.Manifests;

namespace Slipway.Tests.Manifests;

public sealed class ManifestYamlTests
{
    [Theory]
    [InlineData("yes", "\"yes\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("8080", "8080")]
    [InlineData("\"8080\"", "\"8080\"")]
    [InlineData("'012'", "\"012\"")]
    [InlineData("0644", "420")]
    [InlineData("0o17", "15")]
    [InlineData("0x10", "16")]
    [InlineData("1_000", "1000")]
    [InlineData("-5", "-5")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("0.5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.10", "1.1")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("100m", "\"100m\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("08", "8")]
    [InlineData("|\n    a\n    b", "\"a\\nb\"")]
    public void Scalars_have_the_types_that_kubernetes_expects(string yaml, string json)
    {
        var obj = ManifestYaml
            .Read($"apiVersion: v1\nkind: X\nmetadata: {{name: x}}\nvalue: {yaml}", "test")
            .Single();
        Assert.Equal(json, obj.At("value")!.Value.GetRawText());
    }

    [Fact]
    public void Empty_documents_are_passed_over_and_lists_opened()
    {
        var objects = ManifestYaml.Read(
            """
            ---
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: c}
            """,
            "test"
        );
        Assert.Equal(["a", "b", "c"], objects.Select(o => o.Name));
    }

    [Fact]
    public void All_documents_that_are_no_objects_are_named_with_their_lines()
    {
        var e = Assert.Throws<ManifestsUnreadableException>(() =>
            ManifestYaml.Read(
                """
                apiVersion: v1
                kind: ConfigMap
                ---
                kind: ConfigMap
                metadata: {name: b}
                ---
                - text
                """,
                "the render"
            )
        );
        Assert.Equal(
            [
                "line 1: A Kubernetes object needs 'metadata.name'.",
                "line 4: A Kubernetes object needs 'apiVersion'.",
                "line 7: not a Kubernetes object",
            ],
            e.Mistakes
        );
        Assert.Equal("the render", e.Where);
    }

    [Theory]
    [InlineData("a: [", "line ")]
    [InlineData("a: 1\na: 2", "line 2")]
    public void Broken_yaml_is_refused_with_its_line(string yaml, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<ManifestsUnreadableException>(() => ManifestYaml.Read(yaml, "x")).What
        );
}
