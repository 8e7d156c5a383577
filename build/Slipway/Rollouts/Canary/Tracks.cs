using System.Text.Json;
using Slipway.Values;

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

    /// <summary>
    /// The selector of a workload's pods on both tracks: what it selects itself, whatever it is called.
    /// </summary>
    /// <param name="workload">The workload; it can have a canary, so its selector names its track.</param>
    internal static string SelectorOf(KubeObject workload) =>
        string.Join(
            ',',
            [
                .. workload.At("spec", "selector", "matchLabels")
                    is { ValueKind: JsonValueKind.Object } labels
                    ? labels
                        .Members()
                        .Where(label => label.Name != Label)
                        .Select(label => $"{label.Name}={label.Value}")
                    : [],
                Label,
            ]
        );
}
