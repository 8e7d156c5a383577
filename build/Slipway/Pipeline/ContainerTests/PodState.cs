using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>How far the only container of a pod is.</summary>
/// <param name="Address">The pod's address, once it runs.</param>
/// <param name="ExitCode">How it ended; null where it did not.</param>
/// <param name="Obstacle">Why it cannot start; null where nothing says so.</param>
internal sealed record PodState(string? Address, int? ExitCode, string? Obstacle)
{
    // Waiting reasons that lead to running.
    private static readonly IReadOnlyList<string> s_underway = ["ContainerCreating", "PodInitializing"];

    public static PodState Of(KubeObject pod)
    {
        var state =
            pod.At("status", "containerStatuses") is { ValueKind: JsonValueKind.Array } all
            && all.GetArrayLength() > 0
            && all[0].TryField("state", out var first)
                ? first
                : default;
        var ended = Part(state, "terminated");
        var waiting = Part(state, "waiting");
        var reason = Text(waiting, "reason");
        return new PodState(
            ended is not null || Part(state, "running") is not null ? pod.Text("status", "podIP") : null,
            ended?.Field("exitCode").SmallNumber(),
            reason is null || s_underway.Contains(reason) ? null : $"{reason}: {Text(waiting, "message")}"
        );
    }

    private static JsonElement? Part(JsonElement state, string name) =>
        state.ValueKind == JsonValueKind.Object && state.TryField(name, out var part) ? part : null;

    private static string? Text(JsonElement? part, string name) =>
        part is { } element && element.TryField(name, out var text) ? text.Text() : null;
}
