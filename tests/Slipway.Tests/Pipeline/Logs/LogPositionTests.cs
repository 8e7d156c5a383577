using Slipway.Pipeline.Logs;

namespace Slipway.Tests.Pipeline.Logs;

/// <summary>A log that is read on after its connection broke.</summary>
public sealed class LogPositionTests
{
    [Fact]
    public void Each_line_is_taken_once_also_of_those_that_were_written_together()
    {
        var position = new LogPosition();
        Assert.Equal([true, true, true, true], Take(position, 1, 2, 2, 3));
        position.Resume();
        Assert.Equal([false, false, false, false, true, true], Take(position, 1, 2, 2, 3, 3, 4));
        position.Resume();
        Assert.Equal([false, false, false, true], Take(position, 3, 3, 4, 5));
    }

    [Fact]
    public void A_log_that_is_read_for_the_first_time_is_taken_as_it_is()
    {
        var position = new LogPosition();
        position.Resume();
        // The runtime takes the lines of both streams as they come.
        Assert.Equal([true, true, true], Take(position, 2, 1, 2));
    }

    [Fact]
    public void After_the_lines_that_were_repeated_the_order_no_longer_matters()
    {
        var position = new LogPosition();
        Take(position, 5);
        position.Resume();
        Assert.Equal([false, true, true], Take(position, 5, 7, 6));
    }

    private static IEnumerable<bool> Take(LogPosition position, params int[] seconds) =>
        [.. seconds.Select(s => position.Take(DateTimeOffset.UnixEpoch.AddSeconds(s)))];
}
