namespace LocalCluster.Controllers.CronJobs;

/// <summary>
/// A cron expression as Kubernetes reads it (<c>ParseStandard</c> of robfig/cron v3): five fields, names,
/// ranges, steps, and the @ short forms; 7 is Sunday too. Pure.
/// </summary>
/// <remarks>
/// Cronos is not used because it differs in three cases: if both kinds of days are restricted it requires
/// both (here either is enough), a time in the hour that a clock skips moves behind it (here the run is
/// skipped), and a fixed time in the hour that a clock repeats counts once (here twice).
/// </remarks>
internal sealed class CronSchedule
{
    private static readonly string[] s_months = "jan feb mar apr may jun jul aug sep oct nov dec".Split(' ');

    private static readonly string[] s_days = "sun mon tue wed thu fri sat".Split(' ');

    private static readonly Dictionary<string, string> s_shortForms = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;

    private CronSchedule(string[] fields)
    {
        _minutes = CronField.Parse(fields[0], 0, 59, []);
        _hours = CronField.Parse(fields[1], 0, 23, []);
        _days = CronField.Parse(fields[2], 1, 31, []);
        _months = CronField.Parse(fields[3], 1, 12, s_months);
        _weekdays = CronField.Parse(fields[4], 0, 7, s_days);
    }

    /// <summary>Reads an expression; null when it is not one.</summary>
    public static CronSchedule? TryParse(string text)
    {
        var fields = s_shortForms
            .GetValueOrDefault(text, text)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return fields.Length == 5 ? new CronSchedule(fields) : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The first time after another; null when there is none within five years.</summary>
    public DateTimeOffset? After(DateTimeOffset time, TimeZoneInfo zone)
    {
        // Steps from instant to instant: a wall clock has some times twice and others never.
        var next = time.ToUniversalTime();
        next = next.AddTicks(TimeSpan.TicksPerMinute - next.Ticks % TimeSpan.TicksPerMinute);
        for (var end = time.AddYears(5); next < end; )
        {
            var local = TimeZoneInfo.ConvertTime(next, zone).DateTime;
            if (!_months.Has(local.Month))
                next = Instant(new DateTime(local.Year, local.Month, 1).AddMonths(1), zone);
            else if (!IsDay(local))
                next = Instant(local.Date.AddDays(1), zone);
            else if (!_hours.Has(local.Hour))
                next = next.AddMinutes(60 - local.Minute);
            else if (!_minutes.Has(local.Minute))
                next = next.AddMinutes(1);
            else
                return next;
        }
        return null;
    }

    /// <summary>If both kinds of days are restricted, either is enough.</summary>
    private bool IsDay(DateTime time)
    {
        var sunday = time.DayOfWeek == DayOfWeek.Sunday && _weekdays.Has(7);
        var (day, weekday) = (_days.Has(time.Day), sunday || _weekdays.Has((int)time.DayOfWeek));
        return _days.IsStar || _weekdays.IsStar ? day && weekday : day || weekday;
    }

    /// <summary>The first instant of a day, even if its midnight is repeated or skipped.</summary>
    private static DateTimeOffset Instant(DateTime midnight, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(midnight)
            ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
