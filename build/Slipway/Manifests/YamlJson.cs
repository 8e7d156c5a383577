using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Manifests;

/// <summary>
/// Turns YAML into JSON as Kustomize and kubectl do: quoted scalars are strings; plain ones follow the core
/// schema of
/// YAML 1.2, and numbers with a leading zero are octal as in YAML 1.1 (file modes).
/// </summary>
internal static partial class YamlJson
{
    /// <exception cref="FormatException">It cannot be represented in JSON (a key that is not a string, a
    /// number that is none).</exception>
    public static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
            YamlMappingNode mapping => Map(mapping),
            _ => throw new FormatException($"line {node.Start.Line}: {node.NodeType} is not supported"),
        };

    private static JsonObject Map(YamlMappingNode mapping)
    {
        var map = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new FormatException($"line {key.Start.Line}: a key must be a string");
            map[name] = Convert(value);
        }
        return map;
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (
            scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)
            || scalar.Tag == "tag:yaml.org,2002:str"
        )
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when Integer(text) is { } integer => integer,
            _ when NotFinite().IsMatch(text) => throw new FormatException(
                $"line {scalar.Start.Line}: {text} cannot be represented in JSON"
            ),
            _ when Decimal().IsMatch(text) => JsonValue.Create(
                double.Parse(text.Replace("_", ""), CultureInfo.InvariantCulture)
            ),
            _ => JsonValue.Create(text),
        };
    }

    private static JsonNode? Integer(string text)
    {
        var match = Whole().Match(text);
        if (!match.Success)
            return null;
        var digits = match.Groups["digits"].Value.Replace("_", "");
        var number = match.Groups["prefix"].Value switch
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
            : JsonValue.Create((double)number);
    }

    private static BigInteger Of(string digits, int radix) =>
        digits.Aggregate(BigInteger.Zero, (sum, digit) =>
            sum * radix + System.Convert.ToInt32(digit.ToString(), 16)
        );

    [GeneratedRegex(
        """
            ^(?<sign>[-+]?)(
              (?<prefix>0x)(?<digits>[0-9a-fA-F_]+)
              | (?<prefix>0b)(?<digits>[01_]+) | (?<prefix>0o)(?<digits>[0-7_]+)
              | (?<prefix>0)(?<digits>[0-7_]+) | (?<prefix>)(?<digits>0|[1-9][0-9_]*) )$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$")]
    private static partial Regex NotFinite();
}
