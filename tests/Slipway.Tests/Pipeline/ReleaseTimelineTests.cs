using Slipway.Releases;
using Slipway.Tests.Releases;

namespace Slipway.Tests.Pipeline;

public sealed class ReleaseTimelineTests
{
    /// <summary>A history in words, the newest first, and what it means.</summary>
    public static TheoryData<string, Meaning> Histories =>
        new()
        {
            { "", new(null) },
            { "1 Deploy Deployed", new(1, IsSettled: true, IsWhole: true) },
            { "2 Deploy Deployed, 1 Deploy Superseded", new(2, IsSettled: true, IsWhole: true) },
            // A deploy that failed, or was killed.
            { "2 Deploy Failed, 1 Deploy Deployed", new(1) },
            { "2 Deploy Pending, 1 Deploy Deployed", new(1, Unfinished: "2") },
            { "1 Deploy Pending", new(null, Unfinished: "1") },
            // A canary changes nothing that serves.
            { "2 Canary Pending, 1 Deploy Deployed", new(1, Canary: 2, IsWhole: true) },
            { "2 Canary RolledBack, 1 Deploy Deployed", new(1, IsWhole: true) },
            { "3 Canary Pending, 2 Deploy Failed, 1 Deploy Deployed", new(1, Canary: 3) },
            // Killed between the two records of its end.
            {
                "2 Promote Deployed, 1 Deploy Deployed",
                new(2, Outrun: "1", JustFinished: 2, IsSettled: true, IsWhole: true)
            },
            { "3 Deploy Failed, 2 Rollback Deployed, 1 Deploy Deployed", new(2, Outrun: "1") },
            // A promotion that is to be gone on with, until something else comes.
            { "2 Promote Pending, 1 Deploy Deployed", new(1, Unfinished: "2", Promotion: 2) },
            { "2 Promote Failed, 1 Deploy Deployed", new(1, Promotion: 2) },
            {
                "3 Rollback Deployed, 2 Promote Failed, 1 Deploy RolledBack",
                new(3, IsSettled: true, IsWhole: true)
            },
        };

    [Theory]
    [MemberData(nameof(Histories))]
    public void A_history_says_what_runs_and_what_was_left(string history, Meaning meaning)
    {
        var timeline = new ReleaseTimeline([.. Read(history)], 9);
        Assert.Equal(
            meaning,
            new Meaning(
                timeline.Running?.Release.Revision,
                timeline.Canary?.Release.Revision,
                Revisions(timeline.Unfinished),
                Revisions(timeline.Outrun),
                timeline.JustFinished?.Release.Revision,
                timeline.BrokenPromotion?.Release.Revision,
                timeline.IsSettled,
                timeline.IsWhole
            )
        );
    }

    [Fact]
    public void What_may_be_in_the_cluster_is_all_that_was_begun_since_the_running_release()
    {
        var timeline = new ReleaseTimeline(
            [
                With(4, ReleaseState.Failed, "b", "c"),
                With(3, ReleaseState.RolledBack, "d"),
                With(2, ReleaseState.Deployed, "a", "b"),
                With(1, ReleaseState.Superseded, "z"),
            ],
            5
        );
        Assert.Equal(["b", "c", "d", "a"], timeline.Objects.Select(o => o.Name));
        // Of each the newest.
        Assert.Equal("4", timeline.Objects[0].Text("data", "revision"));
    }

    [Fact]
    public void Images_that_ran_well_lend_their_references_before_those_that_only_began()
    {
        var timeline = new ReleaseTimeline(
            [.. Read("3 Deploy Failed, 2 Deploy Deployed, 1 Deploy Superseded")],
            4
        );
        Assert.Equal(["1.2.0", "1.1.0", "1.3.0"], timeline.Images.Select(i => i.Tag));
    }

    [Fact]
    public void Damaged_records_count_when_the_next_revision_is_numbered()
    {
        var page = new HistoryPage(
            [.. Read("1 Deploy Deployed")],
            [new DamagedRelease("slipway.shop.r7", 7, "it is torn")]
        );
        Assert.Equal(8, ReleaseTimeline.Of(page).NextRevision);
    }

    [Theory]
    [InlineData("2 Canary Pending", "2 1", 3)]
    [InlineData("1 Deploy Superseded", "1", 2)]
    public void What_a_command_records_is_part_of_the_history(string recorded, string revisions, int next)
    {
        var timeline = new ReleaseTimeline([.. Read("1 Deploy Deployed")], 2);
        var after = timeline.With(Read(recorded).Single());
        Assert.Equal((revisions, next), (Revisions(after.History), after.NextRevision));
        Assert.Equal(Read(recorded).Single().Release.State, after.History[0].Release.State);
    }

    private static IEnumerable<RecordedRelease> Read(string history) =>
        from entry in history.Split(", ", StringSplitOptions.RemoveEmptyEntries)
        let words = entry.Split(' ')
        select new RecordedRelease(
            ReleaseSamples.Release(
                int.Parse(words[0]),
                Enum.Parse<ReleaseState>(words[2]),
                Enum.Parse<ReleaseKind>(words[1])
            ),
            "1"
        );

    private static RecordedRelease With(int revision, ReleaseState state, params string[] maps) =>
        new(
            ReleaseSamples.Release(revision, state) with
            {
                Manifests = [.. maps.Select(m => Shop.Settings("shop", m, ("revision", $"{revision}")))],
            },
            "1"
        );

    private static string Revisions(IEnumerable<RecordedRelease> releases) =>
        string.Join(' ', releases.Select(r => r.Release.Revision));

    /// <summary>What a history means, in numbers of revisions.</summary>
    public sealed record Meaning(
        int? Running,
        int? Canary = null,
        string Unfinished = "",
        string Outrun = "",
        int? JustFinished = null,
        int? Promotion = null,
        bool IsSettled = false,
        bool IsWhole = false
    );
}
