using LocalCluster.Controllers.CronJobs;

namespace LocalCluster.Tests.Controllers;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("*/15 * * * *", "2030-01-01T10:07:00Z", "2030-01-01T10:15:00Z")]
    [InlineData("0 3 * * mon-fri", "2030-01-04T04:00:00Z", "2030-01-07T03:00:00Z")]
    [InlineData("30 4 1,15 * 5", "2030-01-02T00:00:00Z", "2030-01-04T04:30:00Z")]
    [InlineData("@monthly", "2030-01-31T23:59:00Z", "2030-02-01T00:00:00Z")]
    [InlineData("0 0 29 feb *", "2030-01-01T00:00:00Z", "2032-02-29T00:00:00Z")]
    [InlineData("5-10/5 * * * 7", "2030-01-01T00:00:00Z", "2030-01-06T00:05:00Z")]
    public void A_schedule_names_its_next_time(string schedule, string after, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, null),
            CronSchedule.TryParse(schedule)!.After(DateTimeOffset.Parse(after, null), TimeZoneInfo.Utc)
        );

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("a b c d e")]
    public void What_is_no_schedule_is_refused(string text) => Assert.Null(CronSchedule.TryParse(text));

    /// <summary>
    /// New York: on March 10, 2030 the clock goes from 2:00 to 3:00, on November 3 from 2:00 back to 1:00.
    /// </summary>
    private static readonly TimeZoneInfo s_newYork = TimeZoneInfo.CreateCustomTimeZone(
        "Test/New_York",
        TimeSpan.FromHours(-5),
        "New York",
        "EST",
        "EDT",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date,
                DateTime.MaxValue.Date,
                TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(
                    new(1, 1, 1, 2, 0, 0),
                    3,
                    2,
                    DayOfWeek.Sunday
                ),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(
                    new(1, 1, 1, 2, 0, 0),
                    11,
                    1,
                    DayOfWeek.Sunday
                )
            ),
        ]
    );

    [Fact]
    public void A_run_in_the_hour_that_the_clock_skips_is_left_out() =>
        Assert.Equal(
            ["2030-03-09T02:30-05:00", "2030-03-11T02:30-04:00"],
            Times("30 2 * * *", "2030-03-09T00:00-05:00", 2)
        );

    [Fact]
    public void A_run_in_the_hour_that_the_clock_repeats_happens_twice() =>
        Assert.Equal(
            ["2030-11-03T01:30-04:00", "2030-11-03T01:30-05:00", "2030-11-04T01:30-05:00"],
            Times("30 1 * * *", "2030-11-03T00:00-04:00", 3)
        );

    [Fact]
    public void Runs_at_an_interval_leave_no_gap_where_the_clock_is_set_back() =>
        Assert.Equal(
            [
                "2030-11-03T01:00-04:00",
                "2030-11-03T01:30-04:00",
                "2030-11-03T01:00-05:00",
                "2030-11-03T01:30-05:00",
            ],
            Times("*/30 * * * *", "2030-11-03T00:45-04:00", 4)
        );

    [Fact]
    public void A_day_of_the_month_or_a_weekday_is_enough_where_both_are_restricted() =>
        Assert.Equal(
            ["2030-01-04T00:00-05:00", "2030-01-11T00:00-05:00", "2030-01-13T00:00-05:00"],
            Times("0 0 13 * fri", "2030-01-01T00:00-05:00", 3)
        );

    [Fact]
    public void A_star_with_a_step_restricts_the_days() =>
        Assert.Equal(
            ["2030-01-03T00:00-05:00", "2030-01-04T00:00-05:00", "2030-01-05T00:00-05:00"],
            Times("0 0 */2 * fri", "2030-01-01T00:00-05:00", 3)
        );

    [Theory]
    [InlineData("0 0 ? * *")]
    [InlineData("0 0 * JAN,Dec *")]
    [InlineData("0-59/90 * * * *")]
    public void What_kubernetes_reads_is_read(string text) => Assert.NotNull(CronSchedule.TryParse(text));

    [Theory]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("TZ=UTC 0 0 * * *")]
    [InlineData("@every 1h")]
    [InlineData("99999999999 * * * *")]
    public void What_cannot_be_served_is_refused(string text) => Assert.Null(CronSchedule.TryParse(text));

    private static IEnumerable<string> Times(string schedule, string after, int count)
    {
        var time = DateTimeOffset.Parse(after, null);
        for (var i = 0; i < count; i++)
        {
            time = CronSchedule.TryParse(schedule)!.After(time, s_newYork)!.Value;
            yield return TimeZoneInfo.ConvertTime(time, s_newYork).ToString("yyyy-MM-dd'T'HH:mmzzz", null);
        }
    }
}
