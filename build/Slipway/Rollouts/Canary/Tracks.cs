namespace Slipway.Rollouts.Canary;

/// <summary>The label that tells a canary's pods from the stable ones.</summary>
public static class Tracks
{
    /// <summary>On pods and in selectors of canary-capable workloads.</summary>
    public const string Label = "slipway.dev/track";

    /// <summary>What everybody gets.</summary>
    public const string Stable = "stable";

    /// <summary>What some get, to be judged.</summary>
    public const string Canary = "canary";
}
