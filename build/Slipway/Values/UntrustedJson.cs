using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Slipway.Values;

/// <summary>
/// Reads JSON from others, which may be anything: answers of servers, files of other tools, what programs print. All of
/// it comes in here, so that whatever is wrong with it is one kind of error.
/// </summary>
internal static class UntrustedJson
{
    // Of two properties with one name some readers take the first and some the last: no one can say what such
    // a document means. Manifests may be nested as deeply as YAML (64), and are put into other documents.
    private static readonly JsonDocumentOptions s_options = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = 128,
    };

    /// <summary>Reads a document into nodes; whatever that stumbles over is the document's form.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is, for errors; a sentence begins with it.</param>
    /// <param name="read">Takes what is wanted out of it, and all of it: nothing is left to be read later.</param>
    /// <exception cref="FormatException">It is not JSON, or not of the expected form.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, string name, Func<JsonNode, T> read)
    {
        var text = bytes[Check(bytes, name)..];
        try
        {
            return read(
                JsonNode.Parse(text, documentOptions: s_options)
                    ?? throw new FormatException($"{name} is empty.")
            );
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name} is not JSON{Place(e)}.", e);
        }
        catch (Exception e) when (e is not (Refusal or FormatException or OutOfMemoryException))
        {
            throw new FormatException($"{name} is malformed.", e);
        }
    }

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte}, string, Func{JsonNode, T})"/>
    public static T Read<T>(string text, string name, Func<JsonNode, T> read) =>
        Read(Encoding.UTF8.GetBytes(text).AsSpan(), name, read);

    /// <summary>A document; what is in it can be read with <see cref="JsonFields"/>, which never throw.</summary>
    /// <exception cref="FormatException">It is not JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        using var document = Open(bytes, name);
        return document.RootElement.Clone();
    }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, string)"/>
    public static JsonElement Parse(string text, string name) => Parse(Encoding.UTF8.GetBytes(text), name);

    /// <summary>The same for large documents of which only parts are kept.</summary>
    /// <exception cref="FormatException">It is not JSON.</exception>
    public static JsonDocument Open(ReadOnlyMemory<byte> bytes, string name)
    {
        var start = Check(bytes.Span, name);
        try
        {
            return JsonDocument.Parse(bytes[start..], s_options);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name} is not JSON{Place(e)}.", e);
        }
    }

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

    // What a JSON reader itself finds out only when it is asked for a string. Returns where the document begins: an
    // editor's mark at the beginning is no part of it.
    private static int Check(ReadOnlySpan<byte> bytes, string name)
    {
        if (!Utf8.IsValid(bytes))
            throw new FormatException($"{name} is not JSON: it is not text in UTF-8.");
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        // In valid UTF-8, only an escaped half of a surrogate pair cannot become a string.
        if (bytes.IndexOf("\\u"u8) < 0)
            return start;
        var reader = new Utf8JsonReader(
            bytes[start..],
            new JsonReaderOptions { MaxDepth = s_options.MaxDepth }
        );
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            }
            return start;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{name} is not JSON{Place(e)}.", e);
        }
    }

    private static string Place(Exception e) =>
        e is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
            ? $" (line {line + 1}, column {column + 1})"
            : "";
}
