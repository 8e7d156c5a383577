namespace Slipway.Rollouts.Canary;

/// <summary>The label that tells a canary's pods from the stable ones.</summary>
public static class Tracks
{
    /// <summary>On pods and in selectors of canary-capable workloads.</summary>
    public const string Label = "slipway.dev/track";

    /// <summary>What all users get.</summary>
    public const string Stable = "stable";

    /// <summary>What some users get, under analysis.</summary>
    public const string Canary = "canary";
}
