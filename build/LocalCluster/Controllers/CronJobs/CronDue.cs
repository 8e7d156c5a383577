using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.CronJobs;

/// <summary>Which run of a CronJob is due. Pure.</summary>
internal static class CronDue
{
    private const int MostMissed = 100;

    /// <summary>
    /// The latest missed time since the last run that may still be started; null when there is none.
    /// </summary>
    public static DateTimeOffset? Latest(
        JsonObject cron,
        CronSchedule schedule,
        TimeZoneInfo zone,
        DateTimeOffset now
    )
    {
        var since = cron.Time("status", "lastScheduleTime") ?? cron.Created();
        if (
            cron.Number("spec", "startingDeadlineSeconds") is { } deadline
            && now.AddSeconds(-deadline) > since
        )
            since = now.AddSeconds(-deadline);
        DateTimeOffset? latest = null;
        for (var missed = 0; schedule.After(latest ?? since, zone) is { } next && next <= now; missed++)
        {
            latest = next;
            if (missed >= MostMissed)
                return LatestOfMany(schedule, zone, now);
        }
        return latest;
    }

    /// <summary>
    /// After a long pause only the last of many missed times counts.
    /// </summary>
    private static DateTimeOffset? LatestOfMany(CronSchedule schedule, TimeZoneInfo zone, DateTimeOffset now)
    {
        for (var back = TimeSpan.FromMinutes(2); back < TimeSpan.FromDays(800); back *= 4)
        {
            DateTimeOffset? latest = null;
            for (
                var next = schedule.After(now - back, zone);
                next <= now;
                next = schedule.After(next.Value, zone)
            )
                latest = next;
            if (latest is not null)
                return latest;
        }
        return null;
    }
}
