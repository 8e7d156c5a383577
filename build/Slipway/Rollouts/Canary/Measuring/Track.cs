namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>Which side of a canary a pod is on, as its label <c>slipway.dev/track</c> says.</summary>
public enum Track
{
    /// <summary>The release that serves everyone.</summary>
    Stable,

    /// <summary>The release under test.</summary>
    Canary,
}

/// <summary>One pod of a service under analysis.</summary>
/// <param name="Track">Its side.</param>
/// <param name="Name">The pod's name.</param>
public sealed record TrackPod(Track Track, string Name);
