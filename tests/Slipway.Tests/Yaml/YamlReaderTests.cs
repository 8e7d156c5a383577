using Slipway.Yaml;

namespace Slipway.Tests.Yaml;

public class YamlReaderTests
{
    [Theory]
    [InlineData("a: ", "[", "]")]
    [InlineData("a: ", "{b: ", "}")]
    public void A_text_that_is_nested_without_end_is_a_mistake(string start, string open, string close)
    {
        var text = start + Nested(open, 100_000) + Nested(close, 100_000);
        var expected =
            $"x:1:{start.Length + (63 * open.Length) + 1}: Broken YAML: nested more than 64 levels deep.";

        var mistakes = new ValidationErrors("x");
        YamlReader.Read(text, mistakes);
        Assert.Equal([expected], mistakes.Lines());

        mistakes = new ValidationErrors("x");
        YamlReader.Documents(text, mistakes);
        Assert.Equal([expected], mistakes.Lines());
    }

    [Fact]
    public void What_is_nested_as_deep_as_JSON_may_be_is_read()
    {
        var mistakes = new ValidationErrors("x");
        YamlReader.Read("a: " + Nested("[", 63) + Nested("]", 63), mistakes);
        Assert.Empty(mistakes.Lines());
    }

    private static string Nested(string part, int levels) => string.Concat(Enumerable.Repeat(part, levels));
}
