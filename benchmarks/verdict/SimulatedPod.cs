using Slipway.Rollouts.Canary.Measuring;

namespace Verdicts;

/// <summary>A pod whose counters grow at random, like those of a real one.</summary>
public sealed class SimulatedPod(Track track, string name, Random random)
{
    private static readonly double[] s_bounds = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private readonly long[] _slower = new long[s_bounds.Length];
    private long _requests;
    private long _failed;

    public TrackPod Address { get; } = new(track, name);

    /// <summary>One second of requests.</summary>
    public void Serve(TrackModel model)
    {
        for (var left = Poisson(model.Rate); left > 0; left--)
        {
            _requests++;
            if (random.NextDouble() < model.Failures)
                _failed++;
            var median = random.NextDouble() < model.Tail ? model.TailMedian : model.Median;
            var duration = median * Math.Exp(0.5 * Normal());
            for (var bound = 0; bound < s_bounds.Length && duration > s_bounds[bound]; bound++)
                _slower[bound]++;
        }
    }

    /// <summary>The process dies and starts again.</summary>
    public void Restart()
    {
        (_requests, _failed) = (0, 0);
        Array.Clear(_slower);
    }

    public PodCounters Read() =>
        new(
            new RequestCounts(
                _requests,
                _failed,
                new Histogram(
                    [.. s_bounds.Zip(_slower, (bound, slower) => new Bucket(bound, _requests - slower))],
                    _requests
                )
            )
        );

    private long Poisson(double mean)
    {
        var count = 0L;
        for (var sum = Exponential(); sum < mean; sum += Exponential())
            count++;
        return count;
    }

    private double Exponential() => -Math.Log(1 - random.NextDouble());

    private double Normal() => Math.Sqrt(2 * Exponential()) * Math.Cos(2 * Math.PI * random.NextDouble());
}
