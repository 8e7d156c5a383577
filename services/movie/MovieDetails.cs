using Movie.Callees;

namespace Movie;

/// <summary>A movie with its rating.</summary>
/// <param name="Id">The movie's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Director">Who directed it.</param>
/// <param name="Rating">Its average rating; null when ratings are unavailable.</param>
public sealed record MovieDetails(
    string Id,
    string Title,
    string Description,
    string Director,
    RatingSummary? Rating
)
{
    /// <summary>False when ratings are temporarily unavailable.</summary>
    public bool RatingAvailable => Rating is not null;
}
