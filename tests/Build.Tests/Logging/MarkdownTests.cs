using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Targets.Logging;
using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

public class MarkdownTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("movie 1.2.3-x.3", "movie 1.2.3-x.3")]
    [InlineData("a | b", "a &#124; b")]
    [InlineData("one\r\ntwo\u2028three", "one two three")]
    [InlineData("<img src=x>", "&#60;img src=x&#62;")]
    [InlineData(
        "@team #12 **b** `c` [d](e)",
        "&#64;team &#35;12 &#42;&#42;b&#42;&#42; &#96;c&#96; &#91;d&#93;&#40;e&#41;"
    )]
    [InlineData("https://x.example", "https&#58;//x.example")]
    [InlineData("&lt;", "&#38;lt;")]
    [InlineData("a\u001b[31m\u202eb", "a &#91;31m b")]
    public void Text_of_others_is_shown_as_it_is(string text, string expected) =>
        Assert.Equal(expected, Markdown.Text(text));

    [Theory]
    [InlineData("https://ci.example/1", "[CI](https://ci.example/1)")]
    [InlineData("https://ci.example/a)b", "[CI](https://ci.example/a%29b)")]
    [InlineData("javascript:alert(1)", "CI")]
    [InlineData(null, "CI")]
    public void Only_web_addresses_become_links(string? address, string expected) =>
        Assert.Equal(expected, Markdown.Link("CI", address));

    [Fact]
    public void A_delivery_says_what_was_released_what_changed_and_what_runs() =>
        Assert.Equal(
            [
                "### Deployed 1.2.4 &#40;revision 2&#41; to staging",
                "",
                "| Environment | Version | Revision | Commit | By | Run |",
                "| --- | --- | --- | --- | --- | --- |",
                "| staging | 1.2.4 | 2 | 0123456 | deployer &#40;octocat, GitHub Actions&#41; "
                    + "| [GitHub Actions](https://github.com/movies/shop/actions/runs/42) |",
                "",
                "1 of 1 objects change, 1 to remove:",
                "",
                "- configmap/movie in namespace shop applied",
                "- configmap/old in namespace shop removed",
                "",
                "| Service | Version | Digest | Ready | Track | Age | URL |",
                "| --- | --- | --- | --- | --- | --- | --- |",
                "| movie | 1.2.4 |  | 1/1 | stable | 9s |  |",
                "",
                "- 1.2.4 &#40;revision 2&#41; was released by deployer &#40;octocat, GitHub Actions&#41; 5s ago&#58; "
                    + "https&#58;//github.com/movies/shop/actions/runs/42",
            ],
            ReleaseMarkdown
                .Result(
                    new DeliveryResult(s_release, Changed: true, "Deployed 1.2.4 (revision 2) to staging")
                    {
                        Changes = (
                            ChangeSet.Of([Map("movie")]) with
                            {
                                Prune = [Slipway.Kubernetes.Objects.ObjectKey.Of(Map("old"))],
                            }
                        ).Released,
                    },
                    "staging",
                    ReleaseMarkdown.Status(
                        new StatusReport(
                            [
                                new WorkloadStatus(
                                    "movie",
                                    "1.2.4",
                                    null,
                                    1,
                                    1,
                                    "stable",
                                    s_now.AddSeconds(-9),
                                    ""
                                ),
                            ],
                            []
                        )
                        {
                            Running = s_release,
                        },
                        [],
                        s_now
                    )
                )
                .ToList()
        );

    [Fact]
    public void What_failed_is_said_with_its_place_and_its_remedy() =>
        Assert.Equal(
            [
                "### Failed in staging",
                "",
                "The lock was lost, so the command stopped before its next write&#58; it was taken by &#64;bea.  ",
                "",
                "- where: a lease",
                "- next: Run the command again; it resumes from the recorded state.",
            ],
            ReleaseMarkdown.Refused(new LockLostException("it was taken by @bea", "a lease"), "staging")
        );

    [Fact]
    public void History_is_a_table_with_links() =>
        Assert.Equal(
            [
                "| Revision | Version | State | Kind | By | Run | Age | Commit | Remark |",
                "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
                "| 2 | 1.2.4 | deployed | deploy | deployer &#40;octocat, GitHub Actions&#41; "
                    + "| [GitHub Actions](https://github.com/movies/shop/actions/runs/42) | 5s | 0123456 |  |",
            ],
            ReleaseMarkdown.History([s_release], s_now)
        );

    [Fact]
    public void A_step_summary_is_appended_and_what_hinders_it_is_said()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "summary.md");
        Assert.Null(new StepSummary(null).Append(() => throw new InvalidOperationException()));
        Assert.Null(new StepSummary(file).Append(() => ["one"]));
        Assert.Null(new StepSummary(file).Append(() => ["two"]));
        Assert.Equal("one\n\ntwo\n\n", File.ReadAllText(file));
        Assert.NotNull(new StepSummary(Path.Combine(file, "no")).Append(() => ["three"]));
    }

    private static readonly Release s_release = new(
        "shop",
        2,
        "1.2.4",
        "0123456789abcdef",
        "Ada",
        "staging",
        ReleaseKind.Deploy,
        ReleaseState.Deployed,
        new Dictionary<string, ImageReference>(),
        [],
        "deployer (octocat, GitHub Actions)",
        s_now.AddSeconds(-5)
    )
    {
        Run = new CiRun("GitHub Actions", "octocat", "https://github.com/movies/shop/actions/runs/42"),
    };

    private static KubeObject Map(string name) =>
        KubeObject.From(
            System
                .Text.Json.JsonDocument.Parse(
                    $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"shop"}}"""
                )
                .RootElement
        );
}
