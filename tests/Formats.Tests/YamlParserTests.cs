using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Formats.Tests;

public sealed class YamlParserTests
{
    [Theory]
    [InlineData("a: [b, c", 1, 4, "the list that begins here is not closed with ']'")]
    [InlineData("a: 1\nb: {c: d", 2, 4, "the mapping that begins here is not closed with '}'")]
    [InlineData("a: [{b: c]\n", 1, 10, "while parsing a flow mapping, did not find expected ',' or '}'")]
    [InlineData("a: [", 1, 4, "the list that begins here is not closed with ']'")]
    [InlineData("{", 1, 1, "the mapping that begins here is not closed with '}'")]
    [InlineData("a: {b: [\n\n", 1, 8, "the list that begins here is not closed with ']'")]
    public void A_text_that_breaks_off_says_what_was_not_closed(
        string yaml,
        int line,
        int column,
        string what
    )
    {
        var broken = Assert.ThrowsAny<YamlException>(() => Read(yaml));

        Assert.Equal((line, column), ((int)broken.End.Line, (int)broken.End.Column));
        Assert.Contains(what, broken.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a: 'b")]
    [InlineData("a: \"b")]
    [InlineData("a: \"\\uD8")]
    [InlineData("a: |\n b\n- c")]
    [InlineData("- a\nb: c")]
    [InlineData("%YAML 99999999999999999999.1\n--- a")]
    [InlineData("a: !<x")]
    [InlineData("a: &")]
    [InlineData("a: *b")]
    [InlineData("\u0000")]
    [InlineData("a: [1]*b:\n- c\n")]
    [InlineData("a: 1\n*b:\n  - c\n")]
    [InlineData("? [a]\n: b")]
    [InlineData("a: &x [1]\n*x : b")]
    public void Whatever_is_wrong_has_a_place(string yaml)
    {
        var broken = Assert.ThrowsAny<YamlException>(() => Read(yaml));

        Assert.True(broken.Start.Line > 0 && broken.Start.Column > 0);
    }

    [Theory]
    [InlineData("[", "]", 100_000)]
    [InlineData("{a: ", "}", 100_000)]
    [InlineData("- ", "", 100_000)]
    [InlineData("[", "]", YamlParser.Deepest + 1)]
    public void Nesting_is_limited(string open, string close, int levels)
    {
        var yaml =
            string.Concat(Enumerable.Repeat(open, levels)) + string.Concat(Enumerable.Repeat(close, levels));

        Assert.Equal(
            "nested more than 64 levels deep",
            Assert.ThrowsAny<YamlException>(() => Read(yaml)).Message
        );
    }

    [Fact]
    public void What_is_nested_less_is_read()
    {
        var yaml = new string('[', YamlParser.Deepest) + new string(']', YamlParser.Deepest);

        Assert.NotNull(YamlJson.Convert(Read(yaml).Documents.Single().RootNode));
    }

    [Fact]
    public void A_file_of_several_documents_is_read()
    {
        var stream = Read("a: &x [1]\nb: *x\n---\n&x a: *x\n---\n{a: [b]}\n");

        Assert.Equal(3, stream.Documents.Count);
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var bomb = string.Concat(
            Enumerable
                .Range(1, 30)
                .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n")
        );
        var yaml = "a0: &a0 [lol]\n" + bomb;

        Assert.EndsWith(
            "with all aliases written out, the document is larger than 16 MB",
            Assert
                .Throws<FormatException>(() => YamlJson.Convert(Read(yaml).Documents.Single().RootNode))
                .Message
        );
    }

    private static YamlStream Read(string yaml) => YamlParser.Load(yaml);
}
