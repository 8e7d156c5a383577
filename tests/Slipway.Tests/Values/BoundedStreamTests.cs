using System.Text;
using Slipway.Values;

namespace Slipway.Tests.Values;

/// <summary>What comes from outside takes up no more memory than it may, however long it is.</summary>
public sealed class BoundedStreamTests
{
    private static readonly BodyLimit s_limit = new(BodyLimit.Mebibyte, "The answer to 'x'", "here");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_as_long_as_it_may_be_is_read_whole()
    {
        var bytes = new byte[BodyLimit.Mebibyte];
        bytes[^1] = 7;
        Assert.Equal(bytes, await s_limit.ReadAllAsync(new MemoryStream(bytes), Stop));
    }

    [Fact]
    public async Task What_is_longer_is_refused_with_its_name_and_its_origin()
    {
        var longer = new MemoryStream(new byte[BodyLimit.Mebibyte + 1]);
        var refusal = await Assert.ThrowsAsync<BodyTooLongException>(() =>
            s_limit.ReadAllAsync(longer, Stop)
        );
        Assert.Equal("The answer to 'x' is longer than 1 MiB, so the rest was not read.", refusal.What);
        Assert.Equal("here", refusal.Where);
    }

    [Fact]
    public void What_was_read_and_dropped_counts_no_more()
    {
        using var bounded = s_limit.Bound(new MemoryStream(new byte[3 * BodyLimit.Mebibyte]));
        var part = new byte[BodyLimit.Mebibyte];
        for (var round = 0; round < 3; round++)
        {
            bounded.Restart();
            bounded.ReadExactly(part);
        }
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("a\r\nb", new[] { "a", "b" })]
    [InlineData("abcde\nabcdefgh\nx\n", new[] { "abcde", "abcde", "x" })]
    public async Task Lines_are_cut_where_they_are_too_long(string text, string[] expected)
    {
        var lines = new BoundedLines(new StringReader(text), longest: 5);
        var read = new List<string>();
        while (await lines.ReadAsync(Stop) is { } line)
            read.Add(line);
        Assert.Equal(expected, read);
    }

    [Fact]
    public async Task A_line_that_is_longer_than_a_buffer_is_cut_all_the_same()
    {
        var text = new StringBuilder().Append('x', 100_000).Append("\nnext").ToString();
        var lines = new BoundedLines(new StringReader(text));
        Assert.Equal(64 * 1024, (await lines.ReadAsync(Stop))!.Length);
        Assert.Equal("next", await lines.ReadAsync(Stop));
    }
}
