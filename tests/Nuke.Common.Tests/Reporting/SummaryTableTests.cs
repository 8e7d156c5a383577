using Nuke.Common.Execution;
using Nuke.Common.Reporting;
using Xunit;

namespace NukeCommon.Tests.Reporting;

public class SummaryTableTests
{
    [Theory]
    [InlineData(0.9, "< 1sec")]
    [InlineData(1, "0:01")]
    [InlineData(75, "1:15")]
    [InlineData(3_725, "62:05")]
    public void Durations_are_minutes_and_seconds(double seconds, string text) =>
        Assert.Equal(text, SummaryTable.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_long_name_widens_the_table()
    {
        var target = new ExecutableTarget { Name = new string('x', 30), Status = ExecutionStatus.Succeeded };
        var lines = SummaryTable.Lines([target]).Select(x => x.Text).ToList();
        Assert.Equal(new string('═', 54), lines[0]);
        Assert.Equal(new string('x', 30) + "    Succeeded     < 1sec", lines[3]);
    }

    [Fact]
    public void A_target_without_actions_is_left_out()
    {
        var target = new ExecutableTarget { Name = "All", Status = ExecutionStatus.Collective };
        Assert.DoesNotContain(SummaryTable.Lines([target]), x => x.Text.Contains("All"));
    }
}
