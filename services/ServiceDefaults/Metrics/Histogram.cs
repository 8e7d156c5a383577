namespace ServiceDefaults.Metrics;

/// <summary>
/// Observations counted by upper bounds, as a Prometheus histogram. Safe for concurrent use.
/// </summary>
internal sealed class Histogram(IReadOnlyList<double> bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
            bucket++;
        lock (_lock)
        {
            _counts[bucket]++;
            _sum += value;
        }
    }

    /// <summary>
    /// How many observations each bound holds, smaller ones included; the last count is that of all.
    /// </summary>
    public (IReadOnlyList<long> Cumulative, double Sum) Read()
    {
        lock (_lock)
        {
            var total = 0L;
            return ([.. _counts.Select(count => total += count)], _sum);
        }
    }
}
