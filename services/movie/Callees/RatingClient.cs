namespace Movie.Callees;

/// <summary>The ratings that movie needs.</summary>
/// <param name="Average">Null without ratings.</param>
/// <param name="Count">How many users rated.</param>
public sealed record RatingSummary(double? Average, int Count);

/// <summary>Calls rating.</summary>
public sealed class RatingClient(HttpClient http)
{
    /// <summary>A movie's ratings.</summary>
    /// <exception cref="CalleeUnavailableException">rating gave no usable answer.</exception>
    public async Task<RatingSummary> SummarizeAsync(string movieId, CancellationToken cancellationToken) =>
        await http.AskAsync<RatingSummary>(
            $"ratings/movie/{Uri.EscapeDataString(movieId)}",
            cancellationToken
        ) ?? throw new CalleeUnavailableException($"{http.BaseAddress} does not serve movie ratings.");
}
