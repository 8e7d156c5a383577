using Movie.Callees;

namespace Movie;

/// <summary>
/// Puts a movie together from what the other services know. Details are needed; the rating may be missing.
/// </summary>
public sealed class MovieDetailsQuery(
    MetadataClient metadata,
    RatingClient ratings,
    ILogger<MovieDetailsQuery> log
)
{
    /// <summary>A movie; null when there is none with that id.</summary>
    /// <exception cref="CalleeUnavailableException">metadata gave no usable answer.</exception>
    public async Task<MovieDetails?> FindAsync(string id, CancellationToken cancellationToken)
    {
        // Both are asked at once, and rating is not waited for when there is no movie to rate.
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
            log.LogError("Answering 503, for there is no metadata: {Reason}", e.Message);
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
            log.LogWarning("Answering without the rating: {Reason}", e.Message);
            return null;
        }
    }
}
