namespace Slipway.Pipeline;

/// <summary>How many requests a cluster gets at the same time.</summary>
internal static class Concurrency
{
    private const int Objects = 16;
    private const int Applies = 64;

    /// <summary>Options of a loop over objects of a cluster: at most 16 at once.</summary>
    /// <param name="cancellation">Stops the loop.</param>
    public static ParallelOptions Limit(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Objects, CancellationToken = cancellation };

    /// <summary>
    /// Options of a loop that applies objects: as many at once as the cluster would ever get, and it decides itself how
    /// many of them go out.
    /// </summary>
    /// <param name="cancellation">Stops the loop.</param>
    public static ParallelOptions ForApplies(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Applies, CancellationToken = cancellation };
}
