namespace Slipway.Rollouts.Canary.Judging;

/// <summary>
/// Evidence against a claim, gathered moment by moment. While the claim holds, the chance that it ever
/// reaches 1/alpha is at most alpha (Ville 1939), so one may look at any time and stop on sight. Immutable.
/// </summary>
internal sealed record Evidence
{
    // A proof is paid out exactly, so it may come out short by the last digits.
    private const double Rounding = 1e-9;

    private readonly double[] _oddsRatios;
    private readonly double _needed;
    private readonly double _mostWon;
    private readonly double _heldBack;
    private double[] _logs;

    /// <summary>No evidence yet.</summary>
    /// <param name="alpha">The chance of a wrong proof.</param>
    /// <param name="stake">What one moment may win or lose.</param>
    /// <param name="oddsRatios">
    /// How far from the claim the truth may be, as ratios of the odds to hit, all above or all below 1. A
    /// mixture of them is tried, since the effect is not known beforehand.
    /// </param>
    public Evidence(double alpha, EvidenceLimits stake, params double[] oddsRatios)
    {
        _needed = -Math.Log(alpha);
        _mostWon = _needed * stake.MostWon;
        _heldBack = stake.HeldBack;
        _oddsRatios = oddsRatios;
        _logs = new double[oddsRatios.Length];
    }

    /// <summary>Whether it is enough.</summary>
    public bool IsProof => Part >= 1;

    /// <summary>
    /// How much of the proof there is: 0 none, from 1 on it is proven, below 0 the claim looks right.
    /// </summary>
    public double Part => Log >= _needed - Rounding ? Math.Max(1, Log / _needed) : Log / _needed;

    /// <summary>The logarithm of the evidence.</summary>
    public double Log => CountProbabilities.SumOf(_logs) - Math.Log(_logs.Length);

    /// <summary>What is missing for the proof, as a logarithm; 0 when it is proven.</summary>
    public double Missing => Math.Max(0, _needed - Log);

    /// <summary>Adds one moment.</summary>
    /// <param name="claimed">How likely each count of hits was, if the claim holds.</param>
    /// <param name="hits">The count that came.</param>
    public Evidence Add(CountProbabilities claimed, long hits)
    {
        if (claimed.Logs.Length == 1)
            return this;
        var before = Log;
        var bets = Array.ConvertAll(_oddsRatios, oddsRatio => Bet(claimed, oddsRatio));
        var weights = Array.ConvertAll(_logs, log => Math.Exp(log - before) / _logs.Length);
        var mixed = new double[claimed.Logs.Length];
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = weights.Zip(bets, (weight, bet) => weight * bet[i]).Sum();
        var most = Math.Exp(!IsProof ? Math.Min(_mostWon, _needed - before) : _mostWon);
        var came = hits - claimed.First;
        var payout = Math.Min(most, Boost(claimed, mixed, most) * mixed[came]);
        var boosted = Math.Log(payout / mixed[came]);
        return this with { _logs = [.. _logs.Zip(bets, (log, bet) => log + Math.Log(bet[came]) + boosted)] };
    }

    /// <summary>
    /// What a bet on other odds pays for each count: how much likelier the count is with them.
    /// </summary>
    private double[] Bet(CountProbabilities claimed, double oddsRatio)
    {
        // Far above anything that is ever paid out, and still a number to calculate with.
        const double Unlimited = 500;
        var slope = Math.Log(oddsRatio);
        var mean = CountProbabilities.SumOf([.. claimed.Logs.Select((log, i) => log + slope * i)]);
        return
        [
            .. claimed.Logs.Select(
                (_, i) => _heldBack + (1 - _heldBack) * Math.Exp(Math.Min(slope * i - mean, Unlimited))
            ),
        ];
    }

    /// <summary>
    /// What the bet may be multiplied by and stay fair, given that no more than <paramref name="most"/> is
    /// ever paid out: without it, all that a proof overshoots would be wasted (Fischer and Ramdas 2024).
    /// </summary>
    private static double Boost(CountProbabilities claimed, double[] bet, double most)
    {
        var boost = 1.0;
        while (true)
        {
            double open = 0,
                paid = 0;
            for (var i = 0; i < bet.Length; i++)
            {
                if (boost * bet[i] < most)
                    open += Math.Exp(claimed.Logs[i]) * bet[i];
                else
                    paid += Math.Exp(claimed.Logs[i]) * most;
            }
            var fair = open > 0 ? (1 - paid) / open : boost;
            if (fair <= boost * (1 + 1e-9))
                return boost;
            boost = fair;
        }
    }
}
