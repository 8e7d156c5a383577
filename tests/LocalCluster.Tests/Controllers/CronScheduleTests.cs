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
}
