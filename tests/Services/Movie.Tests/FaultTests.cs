using System.Net;
using Running;

namespace Movie.Tests;

/// <summary>What callers of movie see while a service behind it is in trouble.</summary>
public class FaultTests
{
    public static TheoryData<HttpStatusCode, string> UnusableRatings =>
        new()
        {
            { HttpStatusCode.InternalServerError, "" },
            { HttpStatusCode.ServiceUnavailable, TestCallees.Summary },
            { HttpStatusCode.NotFound, "{}" },
            { HttpStatusCode.Redirect, "" },
            { HttpStatusCode.NoContent, "" },
            { HttpStatusCode.OK, "" },
            { HttpStatusCode.OK, "null" },
            { HttpStatusCode.OK, "<html>" },
            { HttpStatusCode.OK, """{"average":4.5}""" },
            { HttpStatusCode.OK, """{"average":"good","count":2}""" },
            { HttpStatusCode.OK, new string(' ', 100_000) + TestCallees.Summary },
        };

    public static TheoryData<HttpStatusCode, string> UnusableMetadata =>
        new()
        {
            { HttpStatusCode.InternalServerError, "" },
            { HttpStatusCode.ServiceUnavailable, TestCallees.Details },
            { HttpStatusCode.OK, "<html>" },
            { HttpStatusCode.OK, """{"title":"Metropolis","director":"Fritz Lang"}""" },
            { HttpStatusCode.OK, """{"title":null,"description":"","director":""}""" },
        };

    [Theory]
    [MemberData(nameof(UnusableRatings))]
    public async Task Details_come_without_the_rating_when_its_answer_is_unusable(
        HttpStatusCode status,
        string body
    )
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await Stub.AnsweringAsync(status, body);
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);

        await AssertWithoutRatingAsync(await movie.GetAsync("/movies/1"));
        Assert.Equal(Attempts(status), rating.Asked.Count);
    }

    [Fact]
    public async Task Details_come_without_the_rating_when_it_is_absent()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        using var nobody = Stub.Absent(out var ratingUrl);
        await using var movie = await TestCallees.MovieAsync(metadata.Url, ratingUrl);

        await AssertWithoutRatingAsync(await movie.GetAsync("/movies/1"));
    }

    [Fact]
    public async Task Details_come_without_the_rating_when_it_is_too_slow()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await Stub.SilentAsync();
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            TestCallees.Timeout("Rating", "00:00:00.05")
        );

        await AssertWithoutRatingAsync(await movie.GetAsync("/movies/1"));
    }

    [Fact]
    public async Task Details_come_without_the_rating_when_its_answer_never_ends()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await Stub.StallingAsync();
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            TestCallees.Timeout("Rating", "00:00:00.05")
        );

        await AssertWithoutRatingAsync(await movie.GetAsync("/movies/1"));
    }

    [Theory]
    [MemberData(nameof(UnusableMetadata))]
    public async Task Without_usable_metadata_there_is_a_503(HttpStatusCode status, string body)
    {
        await using var metadata = await Stub.AnsweringAsync(status, body);
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);

        await AssertUnavailableAsync(await movie.GetAsync("/movies/1"));
        Assert.Equal(Attempts(status), metadata.Asked.Count);
    }

    [Fact]
    public async Task While_metadata_is_absent_there_is_a_503()
    {
        using var nobody = Stub.Absent(out var metadataUrl);
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(metadataUrl, rating.Url);

        await AssertUnavailableAsync(await movie.GetAsync("/movies/1"));
    }

    [Fact]
    public async Task While_metadata_is_too_slow_there_is_a_503()
    {
        await using var metadata = await Stub.SilentAsync();
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            TestCallees.Timeout("Metadata", "00:00:00.05")
        );

        await AssertUnavailableAsync(await movie.GetAsync("/movies/1"));
    }

    [Fact]
    public async Task It_stays_in_service_while_others_are_absent()
    {
        using var nobody = Stub.Absent(out var url);
        await using var movie = await TestCallees.MovieAsync(url, url);

        Assert.Equal(HttpStatusCode.OK, (await movie.GetAsync("/healthz/ready")).StatusCode);
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_its_questions_along()
    {
        await using var metadata = await Stub.SilentAsync();
        await using var rating = await Stub.SilentAsync();
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);
        using var patience = new CancellationTokenSource();

        var request = movie.Http.GetAsync("/movies/1", patience.Token);
        await Eventually.True(() => !metadata.Asked.IsEmpty && !rating.Asked.IsEmpty);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Eventually.True(async () =>
            await movie.RequestsAsync("http_route=\"/movies/{id}\"", "http_response_status_code=\"499\"") == 1
        );
    }

    // What may pass is tried once more.
    private static int Attempts(HttpStatusCode status) => (int)status >= 500 ? 2 : 1;

    private static async Task AssertWithoutRatingAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var movie = (await answer.JsonAsync()).AsObject();
        Assert.Equal("Metropolis", (string?)movie["title"]);
        Assert.True(movie.ContainsKey("rating"));
        Assert.Null(movie["rating"]);
        Assert.False((bool?)movie["ratingAvailable"]);
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal("Movies are temporarily unavailable.", (string?)problem["detail"]);
    }
}
