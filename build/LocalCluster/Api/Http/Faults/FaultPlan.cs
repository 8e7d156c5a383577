using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using LocalCluster.Storage;

namespace LocalCluster.Api.Http.Faults;

/// <summary>
/// The faults of now, and whom they struck. The same seed and requests give the same strikes.
/// </summary>
/// <param name="rules">The first one that strikes counts.</param>
/// <param name="seed">Draws among the requests where a rule strikes only some.</param>
/// <param name="state">What stale reads see.</param>
internal sealed class FaultPlan(IReadOnlyList<FaultRule> rules, int seed, Snapshot state)
{
    private readonly Lock _gate = new();
    private readonly Random _chance = new(seed);
    private readonly int[] _matched = new int[rules.Count];
    private readonly int[] _struck = new int[rules.Count];

    /// <summary>What stale reads see.</summary>
    public Snapshot State { get; } = state;

    /// <summary>The fault that strikes a request; null for none.</summary>
    public Fault? Strike(string path, string verb, AccessRequest? resource)
    {
        lock (_gate)
        {
            for (var i = 0; i < rules.Count; i++)
            {
                var rule = rules[i];
                if (!rule.Target.Matches(path, verb, resource) || _struck[i] >= rule.Times)
                    continue;
                if (_matched[i]++ < rule.Skip || _chance.NextDouble() * 100 >= rule.Percent)
                    continue;
                _struck[i]++;
                return rule.Fault;
            }
            return null;
        }
    }

    /// <summary>How many requests each rule was about, and how many it struck.</summary>
    public JsonObject Counts()
    {
        lock (_gate)
        {
            return new JsonObject
            {
                ["rules"] = new JsonArray([
                    .. _matched.Zip(_struck, JsonNode (matched, struck) =>
                        new JsonObject { ["matched"] = matched, ["struck"] = struck }
                    ),
                ]),
            };
        }
    }
}
