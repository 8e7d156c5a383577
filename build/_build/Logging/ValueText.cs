using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>Writes values of fields as people write them in manifests. Pure.</summary>
internal static partial class ValueText
{
    // A list of a few words is read in one line, as a flow sequence.
    private const int LongestFlow = 60;
    private const int Before = 20;

    /// <summary>The lines of a value that needs several; null where one is enough.</summary>
    public static IReadOnlyList<string>? Lines(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String when value.GetString()!.TrimEnd('\n').Contains('\n') => Split(
                value.GetString()!
            ),
            JsonValueKind.Object when value.EnumerateObject().Any() => Yaml(value),
            JsonValueKind.Array
                when value.EnumerateArray().Any(IsNested) || Line(value).Length > LongestFlow => Yaml(value),
            _ => null,
        };

    /// <summary>A value in one line.</summary>
    public static string Line(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String
                when Plain().IsMatch(value.GetString()!) && !Ambiguous().IsMatch(value.GetString()!) =>
                value.GetString()!,
            JsonValueKind.Array =>
                $"[{string.Join(", ", value.EnumerateArray().Select(item => Line(item)))}]",
            JsonValueKind.String => JsonSerializer.Serialize(value.GetString(), ValueJson.Options),
            _ => value.GetRawText(),
        };

    /// <summary>Two values in one line each, shortened to what is different.</summary>
    public static (string Before, string After) Pair(JsonElement before, JsonElement after, int longest)
    {
        if (Image(before) is { } one && Image(after) is { } other)
            return (Short(one, one.Name == other.Name), Short(other, one.Name == other.Name));
        var (first, second) = (Line(before), Line(after));
        var same = first.Zip(second).TakeWhile(p => p.First == p.Second).Count();
        var start = Math.Max(first.Length, second.Length) <= longest ? 0 : Math.Max(0, same - Before);
        return (Cut(first, start, longest), Cut(second, start, longest));
    }

    /// <summary>An image of this repository without the registry, or any other value; shortened.</summary>
    public static string Own(JsonElement value, int longest) =>
        Image(value) is { } image ? Short(image, withoutPath: true) : Line(value, longest);

    /// <summary>A value in one line, shortened.</summary>
    public static string Line(JsonElement value, int longest) =>
        Image(value) is { } image ? Short(image, withoutPath: false) : Cut(Line(value), 0, longest);

    /// <summary>A line that is at most so long.</summary>
    public static string Cut(string text, int start, int longest)
    {
        var rest = start == 0 ? text : $"…{text[Math.Min(start, text.Length)..]}";
        return rest.Length <= longest ? rest : $"{rest[..Math.Max(0, longest - 1)]}…";
    }

    // Two digests are told apart by their first digits, as people do.
    private static string Short(ImageReference image, bool withoutPath) =>
        (withoutPath ? image.Repository.Split('/')[^1] : image.Name)
        + (image.Tag is { } tag ? $":{tag}" : "")
        + (image.Digest is { } digest ? $"@sha256:{digest.Short}…" : "");

    private static ImageReference? Image(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && ImageReference.TryParse(value.GetString(), out var image)
        && image.Digest is not null
            ? image
            : null;

    // Block style for what has fields, as in a manifest.
    private static IReadOnlyList<string> Yaml(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object =>
            [
                .. value.EnumerateObject().SelectMany(p => Entry($"{p.Name}:", p.Value, "  ")),
            ],
            _ => [.. value.EnumerateArray().SelectMany(Item)],
        };

    private static IEnumerable<string> Entry(string name, JsonElement value, string indent) =>
        value.ValueKind == JsonValueKind.String && Lines(value) is { } text
            ? [$"{name} |", .. text.Select(line => indent + line)]
        : Lines(value) is { } lines ? [name, .. lines.Select(line => indent + line)]
        : [$"{name} {Line(value)}"];

    private static IEnumerable<string> Item(JsonElement value) =>
        Lines(value) is { } lines
            ? lines.Select((line, i) => (i == 0 ? "- " : "  ") + line)
            : [$"- {Line(value)}"];

    private static bool IsNested(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string[] Split(string text) => (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    /// <summary>A line of others, so that a terminal obeys nothing in it.</summary>
    public static string Visible(string text) => VisibleText.Line(text);

    [GeneratedRegex(@"^[A-Za-z0-9_./@+(][A-Za-z0-9_./:@+=,()-]*\z")]
    private static partial Regex Plain();

    // What YAML takes for something else than text.
    [GeneratedRegex(
        @"^([0-9.+-][0-9.eE_xo+-]*|true|false|yes|no|on|off|null|y|n)\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Ambiguous();
}
