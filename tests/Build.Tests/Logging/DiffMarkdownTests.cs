using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Diff;
using Slipway.Targets.Logging;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Logging;

/// <summary>A difference in a comment on a pull request.</summary>
public sealed class DiffMarkdownTests
{
    [Fact]
    public void Each_object_can_be_unfolded()
    {
        var golden = Path.Combine(Checkout.Root, "tests/Build.Tests/Logging/Golden/diff.md");
        Assert.Equal(
            File.ReadAllText(golden).ReplaceLineEndings("\n").Split('\n')[..^1],
            DiffMarkdown.Of(DiffSample.Everything, "staging")
        );
    }

    [Fact]
    public void A_comment_on_GitHub_holds_it_and_says_what_was_cut()
    {
        var obj = DiffSample
            .Of(DiffSample.Changed("data.x", new string('a', 300), new string('b', 300)))
            .Objects[0];
        var many = new ReleaseDiff([.. Enumerable.Repeat(obj, 1000)], 0, []);
        var text = string.Join('\n', DiffMarkdown.Of(many, "staging"));
        Assert.InRange(text.Length, 60_000, 65_536);
        Assert.Matches("\n[0-9]+ of 1000 objects are left out here, since a comment has an end; .*$", text);
    }

    [Fact]
    public void A_fence_in_a_value_does_not_end_the_block()
    {
        var lines = DiffMarkdown.Of(
            DiffSample.Of(DiffSample.Changed("data.x", "a\n```\n@everyone\n", "b\n````\n<img>\n")),
            "staging"
        );
        Assert.Single(lines, "`````diff");
        Assert.Single(lines, "`````");
    }

    [Fact]
    public void Names_are_text_and_no_markup()
    {
        var key = new ObjectKey("v1", "ConfigMap", "x", "<script>[a](b)");
        var lines = DiffMarkdown.Of(
            new ReleaseDiff([new ObjectDiff(key, ObjectChange.New, [])], 0, []),
            "staging"
        );
        Assert.DoesNotContain(lines, line => line.Contains('<') || line.Contains("]("));
    }
}
