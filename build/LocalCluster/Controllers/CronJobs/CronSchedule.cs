using System.Globalization;

namespace LocalCluster.Controllers.CronJobs;

/// <summary>
/// A cron expression with five fields, names, ranges, steps, and the @ short forms (cron(5)). Pure.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly string[] Months =
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly Dictionary<string, string> ShortForms = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private readonly bool[] _minutes;
    private readonly bool[] _hours;
    private readonly bool[] _days;
    private readonly bool[] _months;
    private readonly bool[] _weekdays;
    private readonly bool _eitherDay;

    private CronSchedule(string[] fields)
    {
        _minutes = Field(fields[0], 0, 59, []);
        _hours = Field(fields[1], 0, 23, []);
        _days = Field(fields[2], 1, 31, []);
        _months = Field(fields[3], 1, 12, Months);
        _weekdays = Field(fields[4], 0, 7, Days);
        _weekdays[0] |= _weekdays[7];
        _eitherDay = !IsStar(fields[2]) && !IsStar(fields[4]);
    }

    /// <summary>Reads an expression; null when it is none.</summary>
    public static CronSchedule? TryParse(string text)
    {
        var fields = ShortForms
            .GetValueOrDefault(text, text)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return fields.Length == 5 ? new CronSchedule(fields) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The first time after another; null when there is none within five years.</summary>
    public DateTimeOffset? After(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        var next = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0).AddMinutes(
            1
        );
        var end = local.AddYears(5);
        while (next < end)
        {
            if (!_months[next.Month])
                next = new DateTime(next.Year, next.Month, 1).AddMonths(1);
            else if (!IsDay(next))
                next = next.Date.AddDays(1);
            else if (!_hours[next.Hour])
                next = next.Date.AddHours(next.Hour + 1);
            else if (!_minutes[next.Minute] || zone.IsInvalidTime(next))
                next = next.AddMinutes(1);
            else
                return new DateTimeOffset(next, zone.GetUtcOffset(next)).ToUniversalTime();
        }
        return null;
    }

    /// <summary>Where both kinds of days are restricted, either is enough.</summary>
    private bool IsDay(DateTime time) =>
        _eitherDay
            ? _days[time.Day] || _weekdays[(int)time.DayOfWeek]
            : _days[time.Day] && _weekdays[(int)time.DayOfWeek];

    private static bool IsStar(string field) => field.StartsWith('*') || field.StartsWith('?');

    private static bool[] Field(string text, int least, int most, string[] names)
    {
        var set = new bool[most + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var whole] => (whole, 1),
                [var whole, var every] => (whole, Number(every, 1, most, [])),
                _ => throw new FormatException(),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*" or "?"] => (least, most),
                [var one] => (
                    Number(one, least, most, names),
                    part.Contains('/') ? most : Number(one, least, most, names)
                ),
                [var first, var last] => (
                    Number(first, least, most, names),
                    Number(last, least, most, names)
                ),
                _ => throw new FormatException(),
            };
            for (var i = from; i <= to; i += step)
                set[i] = true;
        }
        return set;
    }

    private static int Number(string text, int least, int most, string[] names)
    {
        var named = Array.IndexOf(names, text.ToLowerInvariant());
        var number =
            named >= 0 ? named + least : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return number >= least && number <= most ? number : throw new FormatException();
    }
}
