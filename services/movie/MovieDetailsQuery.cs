using Movie.Callees;

namespace Movie;

/// <summary>
/// Combines the answers of the other services. Metadata is required; the rating may be missing.
/// </summary>
public sealed class MovieDetailsQuery(
    MetadataClient metadata,
    RatingClient ratings,
    ILogger<MovieDetailsQuery> log
)
{
    /// <summary>The movie with that id, or null.</summary>
    /// <exception cref="CalleeUnavailableException">metadata gave no usable answer.</exception>
    public async Task<MovieDetails?> FindAsync(string id, CancellationToken cancellationToken)
    {
        // Both calls run in parallel; the rating is not awaited when the movie does not exist.
        using var ratingNeeded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rating = RatingOrNullAsync(id, ratingNeeded.Token);
        try
        {
            return await metadata.FindAsync(id, cancellationToken) is { } movie
                ? new MovieDetails(id, movie.Title, movie.Description, movie.Director, await rating)
                : null;
        }
        catch (CalleeUnavailableException e)
        {
            log.LogError("Responding 503 without metadata: {Reason}", e.Message);
            throw;
        }
        finally
        {
            await ratingNeeded.CancelAsync();
        }
    }

    private async Task<RatingSummary?> RatingOrNullAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await ratings.SummarizeAsync(id, cancellationToken);
        }
        catch (CalleeUnavailableException e)
        {
            log.LogWarning("Responding without the rating: {Reason}", e.Message);
            return null;
        }
    }
}
