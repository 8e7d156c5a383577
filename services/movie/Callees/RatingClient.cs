namespace Movie.Callees;

/// <summary>What movie needs of a movie's ratings.</summary>
/// <param name="Average">Null when nobody rated yet.</param>
/// <param name="Count">How many users rated.</param>
public sealed record RatingSummary(double? Average, int Count);

/// <summary>Asks rating.</summary>
public sealed class RatingClient(HttpClient http)
{
    /// <summary>A movie's ratings.</summary>
    /// <exception cref="CalleeUnavailableException">rating gave no usable answer.</exception>
    public async Task<RatingSummary> SummarizeAsync(string movieId, CancellationToken cancellationToken) =>
        await http.AskAsync<RatingSummary>(
            $"ratings/movie/{Uri.EscapeDataString(movieId)}",
            cancellationToken
        ) ?? throw new CalleeUnavailableException($"{http.BaseAddress} knows no ratings of movies.");
}
