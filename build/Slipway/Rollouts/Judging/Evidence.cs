using System.Collections.Immutable;

namespace Slipway.Rollouts.Judging;

/// <summary>
/// Evidence for one claim against another, gathered over time: a mixture of likelihood ratios, of which the chance to
/// ever reach x while the other claim holds is at most 1/x (Ville 1939). That is why one may look at any time.
/// </summary>
/// <param name="Logs">The logarithm of each part of the mixture; the parts have equal weight.</param>
internal sealed record Evidence(ImmutableArray<double> Logs)
{
    /// <summary>No evidence yet.</summary>
    public static Evidence None(int parts = 1) => new([.. new double[parts]]);

    /// <summary>The logarithm of the evidence; 0 is none, below 0 the claim looks unlikely.</summary>
    public double Log
    {
        get
        {
            var largest = Logs.Max();
            return largest + Math.Log(Logs.Average(log => Math.Exp(log - largest)));
        }
    }

    /// <summary>
    /// Adds what one moment shows. No moment counts for more than <paramref name="cap"/>, so that one bad second,
    /// whose requests often share one cause, decides nothing. A cap only weakens a claim, never strengthens it.
    /// </summary>
    public Evidence Add(double cap, Func<int, double> log) =>
        new([.. Logs.Select((sum, part) => sum + Math.Min(cap, log(part)))]);
}
