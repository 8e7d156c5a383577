namespace LocalCluster.Runtime.Images;

/// <summary>An image that cannot be had.</summary>
/// <param name="reason">The waiting reason: <c>ErrImagePull</c>, <c>InvalidImageName</c>,
/// <c>ErrImageNeverPull</c>.</param>
/// <param name="message">Why, in the words of a real cluster.</param>
internal sealed class ImagePullException(string reason, string message) : Exception(message)
{
    public string Reason { get; } = reason;
}
