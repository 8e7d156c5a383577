using Slipway.Values;

namespace Slipway.Kubernetes.Connection;

/// <summary>One request to the API server.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query, from the root of the API server.</param>
/// <param name="Words">
/// What is requested, for people: <c>apply deployment/movie in namespace shop</c>.
/// </param>
internal sealed record ApiRequest(HttpMethod Method, string Path, string Words)
{
    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The media type of the body.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>The supported media types.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>
    /// Whether sending it twice has the effect of sending it once, so that it may be sent again when it is
    /// not known
    /// whether the first one arrived.
    /// </summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>
    /// The longest answer that is read, in bytes. No object is longer than a few MiB, and lists come in pages.
    /// </summary>
    public long LongestAnswer { get; init; } = 64 * BodyLimit.Mebibyte;

    /// <summary>
    /// Whether it is one of many alike, which are sent at the rate that the server bears.
    /// </summary>
    public bool Bulk { get; init; }

    /// <summary>
    /// How long transient faults are retried at most; null for as long as the connection does.
    /// </summary>
    public TimeSpan? Patience { get; init; }
}
