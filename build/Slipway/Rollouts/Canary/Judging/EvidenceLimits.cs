namespace Slipway.Rollouts.Canary.Judging;

/// <summary>
/// What one moment may change: its requests often share one cause, so they weigh less than as many others.
/// </summary>
/// <param name="MostWon">
/// The most that it may give of a proof, from 0 to 1; below 1 it never decides alone.
/// </param>
/// <param name="HeldBack">
/// The least that it leaves of what was gathered, from 0 to 1; more lets evidence recover.
/// </param>
internal readonly record struct EvidenceLimits(double MostWon, double HeldBack);
