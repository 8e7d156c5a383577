using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Formats;

/// <summary>
/// What a YAML scalar is: quoted ones are strings, plain ones follow the core schema of YAML 1.2, and a number with a
/// leading zero is octal as in YAML 1.1 (file modes: <c>0644</c> is 420). A tag decides before all that
/// (<c>!!str 5</c>). <c>yes</c> and <c>no</c> are strings, as Kustomize has it.
/// </summary>
internal static partial class YamlScalar
{
    private const string CoreTag = "tag:yaml.org,2002:";
    private const int MostDigits = 1100;

    /// <summary>The JSON of a scalar.</summary>
    /// <exception cref="FormatException">It is not finite, or not what its tag says.</exception>
    public static JsonNode? Convert(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        var isPlain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any;
        if (scalar.Tag.IsEmpty)
            return isPlain ? Plain(text, scalar) : JsonValue.Create(text);
        var tag = scalar.Tag.Value.StartsWith(CoreTag, StringComparison.Ordinal)
            ? scalar.Tag.Value[CoreTag.Length..]
            : "";
        return tag switch
        {
            "null" or "bool" or "int" or "float" => Tagged(tag, text, scalar),
            "binary" => Binary(text, scalar),
            _ => JsonValue.Create(text),
        };
    }

    private static JsonNode? Tagged(string tag, string text, YamlScalarNode scalar)
    {
        var value = Plain(text, scalar);
        var isTagged = tag switch
        {
            "null" => value is null,
            "bool" => value is JsonValue flag && flag.TryGetValue<bool>(out _),
            "int" => Integer(text, scalar) is not null,
            _ => Integer(text, scalar) is not null || Decimal(text) is not null,
        };
        return isTagged
            ? value
            : throw new FormatException($"line {scalar.Start.Line}: '{text}' cannot be read as !!{tag}");
    }

    private static JsonNode? Plain(string text, YamlScalarNode scalar) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when NotFinite().IsMatch(text) => throw new FormatException(
                $"line {scalar.Start.Line}: {text} cannot be represented in JSON"
            ),
            _ => Integer(text, scalar) ?? Decimal(text) ?? JsonValue.Create(text),
        };

    private static JsonValue Binary(string text, YamlScalarNode scalar)
    {
        try
        {
            return JsonValue.Create(
                System.Text.Encoding.UTF8.GetString(System.Convert.FromBase64String(text))
            );
        }
        catch (FormatException)
        {
            throw new FormatException($"line {scalar.Start.Line}: !!binary must be base64");
        }
    }

    private static JsonValue? Integer(string text, YamlScalarNode scalar)
    {
        var match = Whole().Match(text);
        if (!match.Success)
            return null;
        var digits = match.Groups["digits"].Value.Replace("_", "", StringComparison.Ordinal);
        // More cannot be a finite number, and would take long to find out.
        if (digits.Length > MostDigits)
            throw new FormatException(
                $"line {scalar.Start.Line}: a number of {digits.Length} digits cannot be represented in JSON"
            );
        var number = match.Groups["prefix"].Value.ToLowerInvariant() switch
        {
            "0x" => Of(digits, 16),
            "0b" => Of(digits, 2),
            "0o" or "0" => Of(digits, 8),
            _ => BigInteger.Parse(digits, CultureInfo.InvariantCulture),
        };
        if (match.Groups["sign"].Value == "-")
            number = -number;
        return number >= long.MinValue && number <= long.MaxValue ? JsonValue.Create((long)number)
            : number > 0 && number <= ulong.MaxValue ? JsonValue.Create((ulong)number)
            : JsonValue.Create(Finite((double)number, scalar));
    }

    private static JsonValue? Decimal(string text) =>
        Fraction().IsMatch(text)
        && double.Parse(text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            is var number
        && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;

    private static double Finite(double number, YamlScalarNode scalar) =>
        double.IsFinite(number)
            ? number
            : throw new FormatException(
                $"line {scalar.Start.Line}: {scalar.Value![..12]}... is too large a number for JSON"
            );

    private static BigInteger Of(string digits, int radix) =>
        digits.Aggregate(BigInteger.Zero, (sum, digit) =>
            sum * radix + System.Convert.ToInt32(digit.ToString(), 16)
        );

    [GeneratedRegex(
        """
            ^(?<sign>[-+]?)(
              (?<prefix>0[xX])_*(?<digits>[0-9a-fA-F][0-9a-fA-F_]*)
              | (?<prefix>0[bB])_*(?<digits>[01][01_]*) | (?<prefix>0[oO])_*(?<digits>[0-7][0-7_]*)
              | (?<prefix>0)_*(?<digits>[0-7][0-7_]*) | (?<prefix>)(?<digits>0_*|[1-9][0-9_]*) )\z
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex NotFinite();
}
