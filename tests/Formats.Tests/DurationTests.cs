namespace Slipway.Formats.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    [InlineData(".5s", 0.5)]
    [InlineData("250us", 0.00025)]
    [InlineData("250µs", 0.00025)]
    [InlineData("1m1s1ms", 61.001)]
    [InlineData("99999h", 359996400)]
    public void What_Go_reads_is_read(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("90")]
    [InlineData("1d")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1m30")]
    [InlineData("s")]
    [InlineData("1s\n")]
    [InlineData("١s")]
    [InlineData("99999999999999h")]
    public void Anything_else_is_no_duration(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.5, "500ms")]
    [InlineData(90, "1m30s")]
    [InlineData(300, "5m")]
    [InlineData(5400, "1h30m")]
    [InlineData(90000, "25h")]
    public void The_short_text_leaves_out_what_is_zero(double seconds, string text) =>
        Assert.Equal(text, Duration.Format(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "100ns")]
    [InlineData(15, "1.5µs")]
    [InlineData(123_456, "12.3456ms")]
    [InlineData(100_000_000, "10s")]
    [InlineData(615_000_000, "1m1.5s")]
    [InlineData(3_000_000_000, "5m0s")]
    [InlineData(36_000_000_000, "1h0m0s")]
    [InlineData(-100_000_000, "-10s")]
    public void The_text_of_Go_never_leaves_out_a_smaller_unit(long ticks, string text) =>
        Assert.Equal(text, Duration.FormatAsGo(TimeSpan.FromTicks(ticks)));
}
