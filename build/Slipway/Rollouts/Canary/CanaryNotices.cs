using Slipway.Reporting;

namespace Slipway.Rollouts.Canary;

/// <summary>A canary gets a share of the traffic.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Weight">The share that the environment asks for, in percent.</param>
/// <param name="Shares">What each service gets.</param>
public sealed record CanaryStepStarted(string Text, int Weight, IReadOnlyList<CanaryShare> Shares)
    : Notice(Severity.Info, Text);

/// <summary>One service's part in a step.</summary>
/// <param name="Service">The service.</param>
/// <param name="Replicas">The canary's pods.</param>
/// <param name="Percent">The share of the requests that they get.</param>
public sealed record CanaryShare(string Service, int Replicas, double Percent);

/// <summary>The analysis of one service's canary has ended.</summary>
/// <param name="Result">How.</param>
public sealed record CanaryJudged(AnalysisResult Result) : Notice(Severity.Info, Result.ToTable());
