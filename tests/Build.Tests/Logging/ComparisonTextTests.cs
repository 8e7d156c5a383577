using Slipway.Targets.Logging;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Logging;

/// <summary>What two releases differ in, as people read it. The whole of it is in the folder Golden.</summary>
public sealed class ComparisonTextTests
{
    [Fact]
    public void On_a_terminal() =>
        IsGolden("comparison.txt", ComparisonText.Of(ComparisonSample.Everything, TerminalStyle.None));

    [Fact]
    public void In_Markdown() =>
        IsGolden("comparison.md", ComparisonMarkdown.Of(ComparisonSample.Everything, "staging"));

    [Fact]
    public void Commits_that_the_clone_lacks_are_said_to_be_unknown()
    {
        var unknown = ComparisonSample.Everything with { Commits = null };
        Assert.Contains(
            "  unknown: this clone does not have both aaaaaaa and ccccccc; git fetch may bring them",
            ComparisonText.Of(unknown, TerminalStyle.None)
        );
        var none = unknown with { From = unknown.From with { Commit = null } };
        Assert.Contains(
            "  unknown: one of the releases was made from no commit",
            ComparisonText.Of(none, TerminalStyle.None)
        );
    }

    private static void IsGolden(string file, IReadOnlyList<string> lines) =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Checkout.Root, "tests/Build.Tests/Logging/Golden", file))
                .ReplaceLineEndings("\n"),
            string.Join('\n', lines) + "\n"
        );
}
