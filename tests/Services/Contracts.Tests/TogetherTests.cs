using System.Text.Json.Nodes;
using Metadata;
using Movie;
using Rating;
using Running;

namespace Contracts.Tests;

public class TogetherTests
{
    [Fact]
    public async Task The_three_services_serve_a_movie_with_its_rating()
    {
        await using var metadata = await RunningService.StartAsync(MetadataApp.Create);
        await using var rating = await RunningService.StartAsync(RatingApp.Create);
        await using var movie = await RunningService.StartAsync(
            MovieApp.Create,
            $"Metadata:Url={metadata.Url}",
            $"Rating:Url={rating.Url}",
            // A busy machine must not look like a slow service.
            "Rating:Resilience:TotalRequestTimeout:Timeout=00:00:30",
            "Rating:Resilience:AttemptTimeout:Timeout=00:00:05",
            "Metadata:Resilience:TotalRequestTimeout:Timeout=00:00:30",
            "Metadata:Resilience:AttemptTimeout:Timeout=00:00:05"
        );

        var served = JsonNode.Parse(await movie.GetStringAsync("/movies/1"))!;

        Assert.Equal("Metropolis", (string?)served["title"]);
        Assert.Equal(4.67, (double?)served["rating"]!["average"]);
        Assert.True((bool?)served["ratingAvailable"]);
    }
}
