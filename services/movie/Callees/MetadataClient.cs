namespace Movie.Callees;

/// <summary>The metadata that movie needs.</summary>
public sealed record MovieMetadata(string Title, string Description, string Director);

/// <summary>Calls metadata.</summary>
public sealed class MetadataClient(HttpClient http)
{
    /// <summary>A movie's metadata; null when there is no such movie.</summary>
    /// <exception cref="CalleeUnavailableException">metadata gave no usable answer.</exception>
    public Task<MovieMetadata?> FindAsync(string movieId, CancellationToken cancellationToken) =>
        http.AskAsync<MovieMetadata>($"metadata/{Uri.EscapeDataString(movieId)}", cancellationToken);
}
