namespace Rating.Tests;

public class RatingSummaryTests
{
    [Fact]
    public void Nobody_rated_is_told_from_a_low_rating() =>
        Assert.Equal(new RatingSummary(null, 0), RatingSummary.Of([]));

    [Theory]
    [InlineData(new[] { 3 }, 3)]
    [InlineData(new[] { 5, 4, 5 }, 4.67)]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 2 }, 1.13)]
    public void The_average_is_rounded_to_two_decimals(int[] values, double average) =>
        Assert.Equal(new RatingSummary(average, values.Length), RatingSummary.Of(values));
}
