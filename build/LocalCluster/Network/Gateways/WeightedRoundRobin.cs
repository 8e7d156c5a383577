namespace LocalCluster.Network.Gateways;

/// <summary>
/// Smooth weighted round robin: with weights that sum to n, every n choices from the start include each
/// position as often as its weight, evenly spread.
/// </summary>
internal sealed class WeightedRoundRobin(IReadOnlyList<int> weights)
{
    private readonly Lock _gate = new();
    private readonly long[] _credit = new long[weights.Count];
    private readonly long _total = weights.Sum(w => (long)w);

    public IReadOnlyList<int> Weights => weights;

    /// <summary>The next position; null if all weights are zero.</summary>
    public int? Next()
    {
        if (_total == 0)
            return null;
        lock (_gate)
        {
            var best = -1;
            for (var i = 0; i < _credit.Length; i++)
            {
                _credit[i] += weights[i];
                if (weights[i] > 0 && (best < 0 || _credit[i] > _credit[best]))
                    best = i;
            }
            _credit[best] -= _total;
            return best;
        }
    }
}
