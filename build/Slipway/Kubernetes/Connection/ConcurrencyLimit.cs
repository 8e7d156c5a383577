namespace Slipway.Kubernetes.Connection;

/// <summary>
/// How many requests an API server gets at the same time: more for as long as it answers as fast as before, fewer when it
/// asks for patience or slows down (additive increase, multiplicative decrease, RFC 5681). Pure.
/// </summary>
/// <param name="Requests">The number.</param>
/// <param name="Best">The shortest mean time of an answer so far; null before the first.</param>
internal sealed record ConcurrencyLimit(int Requests = ConcurrencyLimit.First, TimeSpan? Best = null)
{
    /// <summary>A server that is shared with others takes as many without being noticed.</summary>
    public const int First = 16;

    /// <summary>Where a far server's latency no longer counts.</summary>
    public const int Most = 64;

    private const int Least = 4;
    private const int Step = 4;

    /// <summary>The limit after so many answers.</summary>
    /// <param name="mean">How long they took on average.</param>
    /// <param name="throttled">Whether the server refused one of them as too many (429).</param>
    public ConcurrencyLimit After(TimeSpan mean, bool throttled)
    {
        var best = Best < mean ? Best.Value : mean;
        var next =
            throttled ? Requests / 2
            // What takes long by itself, an admission webhook for example, is no reason to ask for less than at first.
            : mean > 2 * best ? Math.Max(Math.Min(Requests, First), Requests * 3 / 4)
            : Requests + Step;
        return new ConcurrencyLimit(Math.Clamp(next, Least, Most), best);
    }
}
