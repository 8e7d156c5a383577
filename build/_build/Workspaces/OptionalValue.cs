namespace Slipway.Targets.Workspaces;

/// <summary>
/// Tells a value that somebody gave from one that is merely there: CI sets variables of unset secrets to "".
/// </summary>
internal static class OptionalValue
{
    /// <summary>The text; null where it is empty.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
