using Movie.Callees;

namespace Contracts.Tests;

/// <summary>Movie, asking a stub that answers exactly as its contracts say.</summary>
public class ConsumerTests
{
    [Fact]
    public async Task Movie_understands_all_that_metadata_agreed_to_answer()
    {
        await using var metadata = await ContractStub.StartAsync(Contract.Between("movie", "metadata"));
        var client = new MetadataClient(metadata.Http);

        Assert.Equal(
            new MovieMetadata("Metropolis", "A city.", "Fritz Lang"),
            await client.FindAsync("1", TestContext.Current.CancellationToken)
        );
        Assert.Null(await client.FindAsync("no-such-movie", TestContext.Current.CancellationToken));

        Assert.Empty(metadata.Unasked);
        Assert.Empty(metadata.Unexpected);
    }

    [Fact]
    public async Task Movie_understands_all_that_rating_agreed_to_answer()
    {
        await using var rating = await ContractStub.StartAsync(Contract.Between("movie", "rating"));
        var client = new RatingClient(rating.Http);

        Assert.Equal(
            new RatingSummary(4.5, 2),
            await client.SummarizeAsync("1", TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            new RatingSummary(null, 0),
            await client.SummarizeAsync("nobody-rated-this", TestContext.Current.CancellationToken)
        );

        Assert.Empty(rating.Unasked);
        Assert.Empty(rating.Unexpected);
    }
}
