using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Images.Formats;

/// <summary>Reads JSON from others, which may be anything.</summary>
internal static class UntrustedJson
{
    // Of two properties with one name some readers take the first and some the last: no one can say what such
    // a document means.
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is, for errors.</param>
    /// <param name="read">Takes what is wanted out of it.</param>
    /// <exception cref="FormatException">It is not JSON, or not of the expected form.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, string name, Func<JsonNode, T> read)
    {
        try
        {
            return read(
                JsonNode.Parse(bytes, documentOptions: s_options)
                    ?? throw new FormatException($"{name} is empty.")
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{name} is malformed.", e);
        }
    }

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte}, string, Func{JsonNode, T})"/>
    public static T Read<T>(string text, string name, Func<JsonNode, T> read) =>
        Read(Encoding.UTF8.GetBytes(text).AsSpan(), name, read);

    /// <summary>The value of a property.</summary>
    /// <exception cref="FormatException">It is not there.</exception>
    public static JsonNode Member(JsonNode? parent, string name) =>
        parent?[name] ?? throw new FormatException($"'{name}' is missing.");

    /// <summary>A required string.</summary>
    /// <exception cref="FormatException">It is not there.</exception>
    public static string Text(JsonNode? value) =>
        value?.GetValue<string>() ?? throw new FormatException("A string is missing.");

    /// <summary>The strings of an object; none where there is no object.</summary>
    /// <exception cref="FormatException">A value is missing.</exception>
    public static Dictionary<string, string> Map(JsonNode? map) =>
        (map?.AsObject() ?? []).ToDictionary(
            entry => entry.Key,
            entry => Text(entry.Value),
            StringComparer.Ordinal
        );

    /// <summary>The strings of a list; none where there is no list.</summary>
    /// <exception cref="FormatException">One of them is missing.</exception>
    public static List<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(Text)];
}
