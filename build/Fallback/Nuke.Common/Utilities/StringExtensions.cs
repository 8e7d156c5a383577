namespace Nuke.Common.Utilities;

/// <summary>What texts lack.</summary>
public static class StringExtensions
{
    public static bool IsNullOrEmpty(this string str) => string.IsNullOrEmpty(str);

    public static bool IsNullOrWhiteSpace(this string str) => string.IsNullOrWhiteSpace(str);

    public static bool EqualsOrdinalIgnoreCase(this string str, string other) =>
        string.Equals(str, other, StringComparison.OrdinalIgnoreCase);

    public static bool StartsWithOrdinalIgnoreCase(this string str, string other) =>
        str.StartsWith(other, StringComparison.OrdinalIgnoreCase);

    public static bool EndsWithOrdinalIgnoreCase(this string str, string other) =>
        str.EndsWith(other, StringComparison.OrdinalIgnoreCase);

    public static bool ContainsOrdinalIgnoreCase(this string str, string other) =>
        str.Contains(other, StringComparison.OrdinalIgnoreCase);

    public static string Join(this IEnumerable<string> values, string separator) =>
        string.Join(separator, values);

    public static string JoinComma(this IEnumerable<string> values) => values.Join(", ");

    public static string JoinSpace(this IEnumerable<string> values) => values.Join(" ");

    public static string JoinNewLine(this IEnumerable<string> values) => values.Join(Environment.NewLine);

    public static string[] SplitLineBreaks(this string str) =>
        str.Split(["\r\n", "\n"], StringSplitOptions.None);

    public static string DoubleQuote(this string str) =>
        str is null ? null : $"\"{str.Replace("\"", "\\\"")}\"";

    public static string SingleQuote(this string str) => str is null ? null : $"'{str.Replace("'", "\\'")}'";

    public static string TrimStart(this string str, string trim) =>
        str.StartsWith(trim, StringComparison.Ordinal) ? str[trim.Length..] : str;

    public static string TrimEnd(this string str, string trim) =>
        str.EndsWith(trim, StringComparison.Ordinal) ? str[..^trim.Length] : str;
}
