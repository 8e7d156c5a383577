namespace Slipway.Targets.Workspaces;

/// <summary>
/// Treats empty values as not set: CI sets the variables of unset secrets to "".
/// </summary>
internal static class OptionalValue
{
    /// <summary>The text; null if it is empty.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The text as one line that is safe to show; null if nothing is in it.</summary>
    public static string? LineOrNull(string? text) =>
        OrNull(string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim());
}
