using LocalCluster.Network.Gateways;

namespace LocalCluster.Controllers.Gateways;

/// <summary>
/// The turns of all rules of a Gateway. A rule whose weights stayed goes on where it was, so that a change
/// elsewhere does not shift its shares.
/// </summary>
internal sealed class Turns(Turns? before)
{
    private readonly Dictionary<string, WeightedTurn> _all = [];
    private readonly Dictionary<string, WeightedTurn> _before = before?._all ?? [];

    public WeightedTurn For(string rule, IReadOnlyList<int> weights)
    {
        if (_all.TryGetValue(rule, out var made))
            return made;
        return _all[rule] =
            _before.TryGetValue(rule, out var known) && known.Weights.SequenceEqual(weights)
                ? known
                : new WeightedTurn(weights);
    }
}
