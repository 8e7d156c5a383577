namespace Movie.Callees;

/// <summary>
/// Limits retries to a share of the requests, so that they cannot multiply the load on a service that is
/// already failing. Each request earns part of a retry; a few can be saved up. Safe for concurrent use.
/// </summary>
/// <param name="perRequest">The retries that a request earns, between 0 and 1.</param>
internal sealed class RetryBudget(double perRequest)
{
    // Enough for occasional errors in a service with little traffic.
    private const double MostSaved = 10;

    private readonly Lock _lock = new();
    private double _saved = perRequest > 0 ? MostSaved : 0;

    /// <summary>Counts a request.</summary>
    public void Earn()
    {
        lock (_lock)
            _saved = Math.Min(MostSaved, _saved + perRequest);
    }

    /// <summary>Spends a retry; false if none is left.</summary>
    public bool TrySpend()
    {
        lock (_lock)
        {
            if (_saved < 1)
                return false;
            _saved--;
            return true;
        }
    }
}
