using System.Globalization;

namespace GitVersion.Versions;

/// <summary>What stands behind the dash: a label, a number, or both, as in <c>beta.4</c>.</summary>
internal sealed record PreRelease(string Label, long? Number)
{
    /// <summary>
    /// Reads <c>beta.4</c>, <c>beta4</c>, <c>beta</c> or <c>4</c>; null when the text is no pre-release.
    /// </summary>
    public static PreRelease? TryParse(string text)
    {
        if (text.Length == 0 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            return null;
        var label = text.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        var digits = text[label.Length..];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return digits.Length == 0 ? new PreRelease(text, null) : null;
        return new PreRelease(label.EndsWith('.') ? label[..^1] : label, number);
    }

    /// <summary>Order by precedence; a version without a pre-release comes after those with one.</summary>
    public static int Compare(PreRelease? left, PreRelease? right)
    {
        if (left is null || right is null)
            return (left is null).CompareTo(right is null);
        var label = string.Compare(left.Label, right.Label, StringComparison.OrdinalIgnoreCase);
        return label != 0 ? label : Nullable.Compare(left.Number, right.Number);
    }

    public override string ToString() =>
        (Label.Length, Number) switch
        {
            (_, null) => Label,
            (0, { } number) => number.ToString(CultureInfo.InvariantCulture),
            (_, { } number) => string.Create(CultureInfo.InvariantCulture, $"{Label}.{number}"),
        };
}
