using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>Says in events why a command is refused or fails. Pure.</summary>
internal static class ErrorEvents
{
    /// <summary>One for each reason.</summary>
    public static IEnumerable<RunEvent> Of(Exception cause) =>
        cause is Refusal refusal
            ? refusal.Parts.Select(part => Of(part.What, part.Where, part.Next, refusal.Outcome))
            : [Of(cause.Message, null, null, Outcome.Failed)];

    /// <summary>That its user stopped it.</summary>
    public static RunEvent Interrupted(string what) => Of(what, null, null, Outcome.Interrupted);

    private static RunEvent Of(string what, string? where, string? next, Outcome outcome) =>
        new(
            "error",
            new JsonObject
            {
                ["what"] = VisibleText.Block(what),
                ["where"] = where is { Length: > 0 } ? where : null,
                ["advice"] = next is { Length: > 0 } ? next : null,
                ["exitCode"] = (int)outcome,
            }
        );
}
