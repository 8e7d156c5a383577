using System.Globalization;

namespace LocalCluster.Controllers.CronJobs;

/// <summary>One field of a cron expression: the values that it allows.</summary>
internal sealed class CronField
{
    private readonly bool[] _allowed;

    private CronField(bool[] allowed, bool isStar) => (_allowed, IsStar) = (allowed, isStar);

    /// <summary>Whether the field restricts nothing: <c>*</c> or <c>?</c>, but not <c>*/2</c>.</summary>
    public bool IsStar { get; }

    public bool Has(int value) => _allowed[value];

    /// <summary>Reads a field whose values lie between two bounds; names stand for the values from the lower.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static CronField Parse(string text, int least, int most, string[] names)
    {
        var allowed = new bool[most + 1];
        var isStar = false;
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var whole] => (whole, 1),
                [var whole, var every] => (whole, Number(every, 1, int.MaxValue, [])),
                _ => throw new FormatException(),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*" or "?"] => (least, most),
                // N/step is N-most/step.
                [var one] when part.Contains('/') => (Number(one, least, most, names), most),
                [var one] => (Number(one, least, most, names), Number(one, least, most, names)),
                [var first, var last] => (
                    Number(first, least, most, names),
                    Number(last, least, most, names)
                ),
                _ => throw new FormatException(),
            };
            if (from > to)
                throw new FormatException();
            isStar |= range is "*" or "?" && step == 1;
            for (long i = from; i <= to; i += step)
                allowed[i] = true;
        }
        return new CronField(allowed, isStar);
    }

    private static int Number(string text, int least, int most, string[] names)
    {
        var named = Array.IndexOf(names, text.ToLowerInvariant());
        var number =
            named >= 0 ? named + least : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return number >= least && number <= most ? number : throw new FormatException();
    }
}
