using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Slipway.Pipeline.Diff;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Diff;

/// <summary>That a secret changes is shown; what it is and was is not.</summary>
public sealed class SecretMaskTests
{
    private const string Old = "hunter2-before";
    private const string New = "hunter2-after";

    [Theory]
    [InlineData("""{ "data": { "p": "OLD64" } }""", """{ "data": { "p": "NEW64" } }""")]
    [InlineData("""{ "stringData": { "p": "OLD" } }""", """{ "stringData": { "p": "NEW" } }""")]
    [InlineData("""{ "metadata": { } }""", """{ "metadata": { "annotations": { "p": "unknown-NEW" } } }""")]
    [InlineData("""{ }""", """{ "data": { "p": "NEW64" } }""")]
    [InlineData("""{ "data": { "p": "OLD64" } }""", """{ }""")]
    public void Values_of_a_Secret_are_hidden(string before, string after) =>
        IsHidden(new GroupKind("", "Secret"), before, after);

    [Theory]
    [InlineData(
        """{ "env": [ { "name": "P", "value": "secret-that-nobody-knows" } ] }""",
        """{ "env": [ { "name": "P", "valueFrom": { "secretKeyRef": { "name": "s", "key": "p" } } } ] }"""
    )]
    [InlineData(
        """{ "env": [ { "name": "P", "valueFrom": { "secretKeyRef": { "name": "s", "key": "p" } } } ] }""",
        """{ "env": [ { "name": "P", "value": "secret-that-nobody-knows" } ] }"""
    )]
    [InlineData(
        """{ "env": [ { "name": "P", "value": "OLD" } ] }""",
        """{ "env": [ { "name": "P", "value": "other" } ] }"""
    )]
    [InlineData(
        """{ "data": { "url": "db://u:OLD@host" } }""",
        """{ "data": { "url": "db://u:NEW@host" } }"""
    )]
    [InlineData(
        """{ "containers": [] }""",
        """{ "containers": [ { "name": "a", "args": ["--password=NEW"], "image": "b" } ] }"""
    )]
    [InlineData("""{ "args": ["a"] }""", """{ "args": ["--password=NEW"] }""")]
    [InlineData(
        """{ "metadata": { "annotations": { "kubectl.kubernetes.io/last-applied-configuration": "secret-that-nobody-knows" } } }""",
        """{ "metadata": { } }"""
    )]
    [InlineData(
        """{ }""",
        """{ "template": { "metadata": { "annotations": { "kapp.k14s.io/original": "secret-that-nobody-knows" } } } }"""
    )]
    public void They_are_hidden_wherever_else_they_stand(string before, string after) =>
        IsHidden(new GroupKind("apps", "Deployment"), before, after);

    [Fact]
    public void Short_words_hide_nothing_else() =>
        Assert.False(SecretMask.Of([Secret("yes"), Secret("demo-shop")]).Knows("yes, the demo shop"));

    private static void IsHidden(GroupKind kind, string before, string after)
    {
        var found = new FieldComparison(
            kind,
            SecretMask.Of([Secret(Old), Secret(New)]),
            PendingImages.None
        ).Compare(JsonElement.Parse(Filled(before)), JsonElement.Parse(Filled(after)));
        Assert.NotEmpty(found);
        Assert.All(found, field =>
            Assert.Multiple(
                () => Assert.DoesNotContain("hunter2", FieldComparisonTests.Text(field)),
                () => Assert.DoesNotContain(Base64("hunter2")[..8], FieldComparisonTests.Text(field)),
                () => Assert.DoesNotContain("nobody-knows", FieldComparisonTests.Text(field))
            )
        );
    }

    private static string Filled([StringSyntax("json")] string json) =>
        json.Replace("OLD64", Base64(Old))
            .Replace("NEW64", Base64(New))
            .Replace("OLD", Old)
            .Replace("NEW", New);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static KubeObject Secret(string value) =>
        KubeObject.Parse(
            $$"""
            { "apiVersion": "v1", "kind": "Secret", "metadata": { "name": "s" }, "data": { "p": "{{Base64(
                value
            )}}" } }
            """
        );
}
