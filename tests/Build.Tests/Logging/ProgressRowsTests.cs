using Slipway.Targets.Logging;

namespace Slipway.Targets.Tests.Logging;

public sealed class ProgressRowsTests
{
    private static readonly Progress s_movie = new("deployment/movie", "0 of 2", (0, 2));
    private static readonly Progress s_rating = new("deployment/rating", "0 of 2", (0, 2));

    [Fact]
    public void News_of_a_subject_replaces_what_was_known_and_keeps_its_place_and_time()
    {
        var news = s_movie with { Cause = "1 of 2", Parts = (1, 2) };
        var rows = ProgressRows
            .None.With(s_movie, TimeSpan.FromSeconds(1))
            .With(s_rating, TimeSpan.FromSeconds(2))
            .With(news, TimeSpan.FromSeconds(3));
        Assert.Equal(
            [new ProgressRow(news, TimeSpan.FromSeconds(1)), new(s_rating, TimeSpan.FromSeconds(2))],
            rows.Rows
        );
    }

    [Fact]
    public void What_is_done_or_given_up_has_no_row()
    {
        var rows = ProgressRows.None.With(s_movie, TimeSpan.Zero).With(s_rating, TimeSpan.Zero);
        Assert.Equal(
            ["deployment/rating"],
            rows.With(Done(s_movie), TimeSpan.Zero).Rows.Select(r => r.News.Subject)
        );
        Assert.Empty(rows.With(Done(s_movie), TimeSpan.Zero).Without("deployment/rating").Rows);
    }

    private static Progress Done(Progress progress) => new(progress.Name, "", (2, 2));
}
