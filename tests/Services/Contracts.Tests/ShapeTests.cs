using System.Text.Json.Nodes;

namespace Contracts.Tests;

public class ShapeTests
{
    [Theory]
    [InlineData("""{"a":"text"}""", """{"a":"x","b":1}""")]
    [InlineData("""{"a":"number"}""", """{"a":4}""")]
    [InlineData("""{"a":"number"}""", """{"a":4.5}""")]
    [InlineData("""{"a":"integer"}""", """{"a":4}""")]
    [InlineData("""{"a":"switch"}""", """{"a":false}""")]
    [InlineData("""{"a":"null"}""", """{"a":null}""")]
    [InlineData("""{"a":{"b":"text"}}""", """{"a":{"b":"x"}}""")]
    public void A_body_with_the_shape_matches(string shape, string body) =>
        Assert.Empty(Mismatches(shape, body));

    [Theory]
    [InlineData("""{"a":"text"}""", "{}", "body.a is missing.")]
    [InlineData("""{"a":"text"}""", """{"A":"x"}""", "body.a is missing.")]
    [InlineData("""{"a":"text"}""", """{"a":null}""", "body.a is null, not text.")]
    [InlineData("""{"a":"number"}""", """{"a":"4"}""", "body.a is \"4\", not number.")]
    [InlineData("""{"a":"integer"}""", """{"a":4.5}""", "body.a is 4.5, not integer.")]
    [InlineData("""{"a":"text"}""", """{"a":[]}""", "body.a is [], not text.")]
    [InlineData("""{"a":{"b":"text"}}""", """{"a":{}}""", "body.a.b is missing.")]
    [InlineData("""{"a":{"b":"text"}}""", """{"a":1}""", "body.a is not an object.")]
    [InlineData("""{"a":"text"}""", "[]", "body is not an object.")]
    public void What_does_not_match_is_named(string shape, string body, string mismatch) =>
        Assert.Equal([mismatch], Mismatches(shape, body));

    private static IReadOnlyList<string> Mismatches(string shape, string body) =>
        Shape.Mismatches(JsonNode.Parse(shape)!.AsObject(), JsonNode.Parse(body));
}
