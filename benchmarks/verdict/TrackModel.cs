namespace Verdicts;

/// <summary>How the requests of one track fare in one second.</summary>
/// <param name="Rate">Mean number of requests.</param>
/// <param name="Failures">The share that fails.</param>
/// <param name="Median">Of the durations, which are log-normal; in seconds.</param>
/// <param name="Tail">The share that takes longer for a reason of its own.</param>
/// <param name="TailMedian">How long those take, in seconds.</param>
public sealed record TrackModel(
    double Rate,
    double Failures,
    double Median = 0.02,
    double Tail = 0.002,
    double TailMedian = 0.4
);
