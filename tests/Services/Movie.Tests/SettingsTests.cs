using Running;

namespace Movie.Tests;

public class SettingsTests
{
    [Fact]
    public async Task Without_the_addresses_it_ends_with_one_line_for_each_missing_key()
    {
        await using var process = StartedProcess.Start("Movie.dll");

        Assert.Equal(1, await process.ExitAsync());
        Assert.Collection(
            process.Errors,
            line =>
                Assert.Equal(
                    "Metadata:Url is missing; it must be an absolute http or https URL. "
                        + "Set it in appsettings.json or as the environment variable Metadata__Url.",
                    line
                ),
            line => Assert.StartsWith("Rating:Url is missing;", line)
        );
        Assert.Empty(process.Output);
    }

    [Fact]
    public async Task A_variable_that_nobody_expanded_is_named()
    {
        await using var process = StartedProcess.Start(
            "Movie.dll",
            ("Metadata__Url", "http://metadata:8080"),
            ("Rating__Url", "http://$(RATING_SERVICE_HOST):$(RATING_SERVICE_PORT)")
        );

        Assert.Equal(1, await process.ExitAsync());
        Assert.StartsWith("Rating:Url is 'http://$(RATING_SERVICE_HOST):", Assert.Single(process.Errors));
    }

    [Theory]
    [InlineData(
        "Rating__Resilience__AttemptTimeout__Timeout",
        "soon",
        "Rating:Resilience:AttemptTimeout:Timeout is 'soon', but must be a duration such as"
    )]
    [InlineData(
        "Rating__Resilience__Retry__Attempts",
        "3",
        "Rating:Resilience:Retry:Attempts is not a setting; Rating:Resilience:Retry has"
    )]
    [InlineData("Rating__RetryBudget", "2", "Rating:RetryBudget is '2', but must be a number from 0 to 1.")]
    public async Task A_wrong_setting_of_a_callee_ends_it_with_one_line(
        string name,
        string value,
        string line
    )
    {
        await using var process = StartedProcess.Start(
            "Movie.dll",
            ("Metadata__Url", "http://metadata:8080"),
            ("Rating__Url", "http://rating:8080"),
            (name, value)
        );

        Assert.Equal(1, await process.ExitAsync());
        Assert.StartsWith(line, Assert.Single(process.Errors));
        Assert.Empty(process.Output);
    }

    [Fact]
    public async Task Timeouts_that_contradict_each_other_end_it()
    {
        await using var process = StartedProcess.Start(
            "Movie.dll",
            ("Metadata__Url", "http://metadata:8080"),
            ("Rating__Url", "http://rating:8080"),
            ("Rating__Resilience__AttemptTimeout__Timeout", "00:00:03")
        );

        Assert.Equal(1, await process.ExitAsync());
        Assert.Contains("timeout", Assert.Single(process.Errors), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(process.Output);
    }

    [Fact]
    public async Task The_addresses_in_the_environment_are_used()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await TestCallees.RatingAsync();
        await using var process = StartedProcess.Start(
            "Movie.dll",
            ("Metadata__Url", metadata.Url),
            ("Metadata__Resilience__TotalRequestTimeout__Timeout", "00:00:30"),
            ("Rating__Url", rating.Url),
            ("Shutdown__DrainSeconds", "0")
        );
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };

        var answer = await http.GetStringAsync("/movies/1", TestContext.Current.CancellationToken);

        Assert.Contains("Metropolis", answer);
        Assert.Single(rating.Asked);
    }
}
