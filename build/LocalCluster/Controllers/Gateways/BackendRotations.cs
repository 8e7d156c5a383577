using LocalCluster.Network.Gateways;

namespace LocalCluster.Controllers.Gateways;

/// <summary>
/// The round robins of all rules of a Gateway. A rule with unchanged weights continues where it was, so that
/// a change elsewhere does not shift its shares.
/// </summary>
internal sealed class BackendRotations(BackendRotations? before)
{
    private readonly Dictionary<string, WeightedRoundRobin> _all = [];
    private readonly Dictionary<string, WeightedRoundRobin> _before = before?._all ?? [];

    public WeightedRoundRobin For(string rule, IReadOnlyList<int> weights)
    {
        if (_all.TryGetValue(rule, out var made))
            return made;
        return _all[rule] =
            _before.TryGetValue(rule, out var known) && known.Weights.SequenceEqual(weights)
                ? known
                : new WeightedRoundRobin(weights);
    }
}
