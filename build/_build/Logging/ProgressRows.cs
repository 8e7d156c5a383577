using System.Collections.Immutable;
using Slipway.Reporting;

namespace Slipway.Targets.Logging;

/// <summary>What is waited for right now: the newest progress of each subject that is not done.</summary>
internal sealed record ProgressRows
{
    /// <summary>Nothing is waited for.</summary>
    public static ProgressRows None { get; } = new();

    private ProgressRows() { }

    /// <summary>In the order in which they came.</summary>
    public ImmutableList<ProgressRow> Rows { get; private init; } = [];

    /// <summary>With this news; a subject that is done has no row.</summary>
    /// <param name="news">The progress.</param>
    /// <param name="now">When it came, on the clock that <see cref="ProgressRow.Since"/> is compared with.</param>
    public ProgressRows With(ProgressNotice news, TimeSpan now)
    {
        if (news.IsDone)
            return Without(news.Subject);
        var index = Rows.FindIndex(row => row.News.Subject == news.Subject);
        return this with
        {
            Rows =
                index < 0
                    ? Rows.Add(new ProgressRow(news, now))
                    : Rows.SetItem(index, Rows[index] with { News = news }),
        };
    }

    /// <summary>Without this subject.</summary>
    public ProgressRows Without(string subject) =>
        this with
        {
            Rows = Rows.RemoveAll(row => row.News.Subject == subject),
        };
}

/// <summary>One thing that is waited for.</summary>
/// <param name="News">Its newest progress.</param>
/// <param name="Since">When the wait for it began.</param>
internal sealed record ProgressRow(ProgressNotice News, TimeSpan Since);
