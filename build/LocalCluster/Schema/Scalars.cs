using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Schema;

/// <summary>Scalars in the API server's form.</summary>
internal static class Scalars
{
    /// <summary>The value in its usual form.</summary>
    /// <param name="type">The scalar's name in the field tables.</param>
    /// <param name="value">What was sent.</param>
    /// <param name="mismatch">The refusal for a value of another JSON type.</param>
    /// <param name="fail">The refusal for a value that cannot be read.</param>
    public static JsonNode? Read(
        string type,
        JsonValue value,
        Func<ApiException> mismatch,
        Func<string, ApiException> fail
    )
    {
        var kind = value.GetValueKind();
        var fits = type switch
        {
            "int32" => kind == JsonValueKind.Number
                && JsonNumbers.Whole(value) is >= int.MinValue and <= int.MaxValue,
            "int64" => kind == JsonValueKind.Number && JsonNumbers.Whole(value) is not null,
            "number" => kind == JsonValueKind.Number,
            "bool" => kind is JsonValueKind.True or JsonValueKind.False,
            "intstr" => kind == JsonValueKind.String || JsonNumbers.Whole(value) is not null,
            "quantity" => kind is JsonValueKind.String or JsonValueKind.Number,
            _ => kind == JsonValueKind.String,
        };
        if (!fits)
            throw mismatch();
        return type switch
        {
            "int32" or "int64" => JsonNumbers.Whole(value),
            "intstr" when kind == JsonValueKind.Number => JsonNumbers.Whole(value),
            "quantity" => Quantity.TryParse(value.ToString(), out var quantity)
                ? quantity.ToString()
                : throw fail(Quantity.Malformed),
            "time" or "microtime" => Time(value.GetValue<string>(), fail),
            "bytes" when !Base64.IsValid(value.GetValue<string>()) => throw fail(
                "illegal base64 data at input byte 0"
            ),
            _ => value.DeepClone(),
        };
    }

    private static JsonNode Time(string text, Func<string, ApiException> fail) =>
        DateTimeOffset.TryParse(text, out _)
            ? text
            : throw fail(
                $"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" "
                    + "as \"2006\""
            );
}
