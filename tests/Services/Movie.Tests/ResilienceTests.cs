using System.Net;
using Running;

namespace Movie.Tests;

/// <summary>How movie treats a service that fails for a while.</summary>
public class ResilienceTests
{
    private static readonly string[] s_impatient =
    [
        "Metadata:RetryBudget=0",
        "Metadata:Resilience:CircuitBreaker:MinimumThroughput=2",
    ];

    [Fact]
    public async Task A_failure_that_passes_is_not_seen_by_callers()
    {
        var answers = 0;
        await using var metadata = await Stub.DecidingAsync(
            () => ++answers == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK,
            TestCallees.Details
        );
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);

        Assert.Equal(HttpStatusCode.OK, (await movie.GetAsync("/movies/1")).StatusCode);
        Assert.Equal(2, metadata.Asked.Count);
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_hardly_asked_more_than_callers_ask()
    {
        await using var metadata = await Stub.AnsweringAsync(HttpStatusCode.InternalServerError, "");
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            "Metadata:RetryBudget=0.1",
            "Metadata:Resilience:CircuitBreaker:MinimumThroughput=1000"
        );

        for (var request = 0; request < 100; request++)
            await movie.GetAsync("/movies/1");

        // A tenth more, and the ten retries that were saved up at the start.
        Assert.InRange(metadata.Asked.Count, 101, 120);
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_left_alone()
    {
        await using var metadata = await Stub.AnsweringAsync(HttpStatusCode.InternalServerError, "");
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            [.. s_impatient, "Metadata:Resilience:CircuitBreaker:BreakDuration=00:10:00"]
        );
        await OpenAsync(movie);
        var asked = metadata.Asked.Count;

        var answer = await movie.GetAsync("/movies/1");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await answer.ProblemAsync();
        Assert.Equal(asked, metadata.Asked.Count);
    }

    [Fact]
    public async Task A_service_that_works_again_is_asked_again()
    {
        var status = HttpStatusCode.InternalServerError;
        await using var metadata = await Stub.DecidingAsync(() => status, TestCallees.Details);
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            [.. s_impatient, "Metadata:Resilience:CircuitBreaker:BreakDuration=00:00:00.5"]
        );
        await OpenAsync(movie);

        status = HttpStatusCode.OK;

        await Until.AnswersAsync(HttpStatusCode.OK, () => movie.GetAsync("/movies/1"));
        Assert.True(await EventsAsync(movie, "OnCircuitClosed") > 0);
    }

    [Fact]
    public async Task One_service_that_fails_does_not_keep_another_from_being_asked()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await Stub.AnsweringAsync(HttpStatusCode.InternalServerError, "");
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            "Rating:Resilience:CircuitBreaker:MinimumThroughput=2",
            "Rating:Resilience:CircuitBreaker:BreakDuration=00:10:00"
        );
        await OpenAsync(movie);

        var answer = await movie.GetAsync("/movies/1");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False((bool?)(await answer.JsonAsync())["ratingAvailable"]);
    }

    /// <summary>Asks until a circuit breaker opens.</summary>
    private static Task OpenAsync(RunningService movie) =>
        Eventually.True(async () =>
        {
            await movie.GetAsync("/movies/1");
            return await EventsAsync(movie, "OnCircuitOpened") > 0;
        });

    private static Task<double> EventsAsync(RunningService movie, string name) =>
        movie.SumAsync("resilience_polly_strategy_events_total", $"event_name=\"{name}\"");
}
