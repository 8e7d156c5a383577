using System.Net;
using Running;

namespace Movie.Tests;

public class MovieTests
{
    [Fact]
    public async Task A_movie_is_served_with_its_details_and_rating()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);

        var answer = await movie.GetAsync("/movies/1");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            TestCallees.Details.TrimEnd('}')
                + ""","rating":{"average":4.5,"count":2},"ratingAvailable":true}""",
            (await answer.JsonAsync()).ToJsonString()
        );
    }

    [Fact]
    public async Task A_movie_that_nobody_rated_is_told_from_one_whose_rating_cannot_be_had()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await Stub.AnsweringAsync(
            HttpStatusCode.OK,
            """{"average":null,"count":0}"""
        );
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);

        var answer = await (await movie.GetAsync("/movies/1")).JsonAsync();

        Assert.Equal("""{"average":null,"count":0}""", answer["rating"]!.ToJsonString());
        Assert.True((bool?)answer["ratingAvailable"]);
    }

    [Fact]
    public async Task A_movie_that_metadata_does_not_know_is_a_404()
    {
        await using var metadata = await Stub.AnsweringAsync(HttpStatusCode.NotFound, "{}");
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);

        var answer = await movie.GetAsync("/movies/1");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("'1'", (string?)(await answer.ProblemAsync())["detail"]);
    }

    [Fact]
    public async Task A_movie_that_is_not_there_is_a_404_even_while_rating_is_silent()
    {
        await using var metadata = await Stub.AnsweringAsync(HttpStatusCode.NotFound, "{}");
        await using var rating = await Stub.SilentAsync();
        await using var movie = await TestCallees.MovieAsync(
            metadata.Url,
            rating.Url,
            TestCallees.Timeout("Rating", "00:01:00")
        );

        Assert.Equal(HttpStatusCode.NotFound, (await movie.GetAsync("/movies/1")).StatusCode);
    }

    [Fact]
    public async Task An_id_cannot_lead_to_another_path_of_the_callees()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);

        await movie.GetAsync("/movies/a%3Fb%23c%252Fd");

        Assert.Equal("/metadata/a%3Fb%23c%252Fd", Assert.Single(metadata.Asked).Target);
        Assert.Equal("/ratings/movie/a%3Fb%23c%252Fd", Assert.Single(rating.Asked).Target);
    }

    [Fact]
    public async Task Callees_may_be_below_a_path()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync($"{metadata.Url}/inner", $"{rating.Url}/inner/");

        await movie.GetAsync("/movies/1");

        Assert.Equal("/inner/metadata/1", Assert.Single(metadata.Asked).Target);
        Assert.Equal("/inner/ratings/movie/1", Assert.Single(rating.Asked).Target);
    }

    [Fact]
    public async Task The_trace_of_a_request_goes_on_in_both_callees()
    {
        await using var metadata = await TestCallees.MetadataAsync();
        await using var rating = await TestCallees.RatingAsync();
        await using var movie = await TestCallees.MovieAsync(metadata.Url, rating.Url);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/movies/1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await movie.Http.SendAsync(request, TestContext.Current.CancellationToken);

        foreach (var (_, trace) in metadata.Asked.Concat(rating.Asked))
        {
            Assert.Matches("^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$", trace);
            Assert.DoesNotContain("b7ad6b7169203331", trace);
        }
    }
}
