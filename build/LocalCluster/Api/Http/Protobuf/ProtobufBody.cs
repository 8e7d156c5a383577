using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Objects.Protobuf;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http.Protobuf;

/// <summary>
/// Reads objects in protobuf form, which kubectl sends since 1.32 where it creates objects itself
/// (application/vnd.kubernetes.protobuf: the bytes <c>k8s\0</c> and a runtime.Unknown).
/// </summary>
internal sealed class ProtobufBody(FieldNumbers numbers)
{
    public const string Media = "application/vnd.kubernetes.protobuf";

    /// <summary>The object.</summary>
    /// <exception cref="ApiException">400: it cannot be read. 415: objects of that kind cannot be
    /// read.</exception>
    public JsonObject Read(ReadOnlyMemory<byte> body, TypeSchema type)
    {
        if (!numbers.Knows(type))
            throw Refusals.UnsupportedMediaType();
        if (!body.Span.StartsWith("k8s\0"u8))
            throw Refusals.BadRequest("provided data does not appear to be a protobuf message");
        try
        {
            var unknown = new WireMessage(body[4..]);
            var meta = unknown[1] is [var m, ..] ? m.Message : new WireMessage(default);
            var obj = unknown[2] is [var raw, ..] ? Struct(type, raw.Message) : [];
            obj["apiVersion"] = meta[1] is [var version, ..] ? version.Text : null;
            obj["kind"] = meta[2] is [var kind, ..] ? kind.Text : null;
            return obj;
        }
        catch (FormatException e)
        {
            throw Refusals.BadRequest($"the protobuf body cannot be read: {e.Message}");
        }
    }

    private JsonObject Struct(TypeSchema type, WireMessage message)
    {
        var result = new JsonObject();
        foreach (var field in type.Fields.Values)
        {
            if (
                numbers.Of(type, field.Name) is { } path
                && Value(field.Type, Find(message, path)) is { } value
            )
                result[field.Name] = value;
        }
        return result;
    }

    private static IReadOnlyList<WireValue> Find(WireMessage message, int[] path)
    {
        foreach (var step in path[..^1])
        {
            if (message[step] is not [var inner, ..])
                return [];
            message = inner.Message;
        }
        return message[path[^1]];
    }

    private JsonNode? Value(FieldType type, IReadOnlyList<WireValue> values) =>
        values.Count == 0
            ? null
            : type switch
            {
                ListType list => new JsonArray([.. values.Select(v => Member(list.Element, v))]),
                MapType map => new JsonObject(
                    values
                        .Select(v => v.Message)
                        .Select(entry =>
                            KeyValuePair.Create(
                                entry[1] is [var key, ..] ? key.Text : "",
                                entry[2] is [var value, ..] ? Member(map.Element, value) : null
                            )
                        )
                ),
                _ => One(type, values[^1]),
            };

    /// <summary>In a list or a map an empty string is one: <c>apiGroups: [""]</c>.</summary>
    private JsonNode? Member(FieldType type, WireValue value) =>
        type is ScalarType { Name: "string" } ? value.Text : One(type, value);

    private JsonNode? One(FieldType type, WireValue value) =>
        type switch
        {
            StructType s => Struct(s.Schema, value.Message),
            ScalarType s => Scalar(s.Name, value),
            _ => null,
        };

    /// <summary>Go writes empty strings for what was not set, so they mean nothing.</summary>
    private static JsonNode? Scalar(string type, WireValue value) =>
        type switch
        {
            "int32" or "int64" => (long)value.Number,
            "bool" => value.Number != 0,
            "bytes" => Convert.ToBase64String(value.Bytes.Span),
            "quantity" => value.Message[1] is [var text, ..] ? text.Text : null,
            "intstr" => IntOrString(value.Message),
            "time" or "microtime" => Time(value.Message),
            _ => value.Bytes.Length == 0 ? null : value.Text,
        };

    private static JsonNode? IntOrString(WireMessage message) =>
        message[1] is [{ Number: 1 }, ..]
            ? message[3] is [var text, ..]
                ? text.Text
                : ""
            : message[2] is [var number, ..]
                ? (long)number.Number
                : 0;

    private static JsonNode? Time(WireMessage message) =>
        message[1] is [{ Number: > 0 } seconds, ..] && (long)seconds.Number > 0
            ? Timestamps.Seconds(DateTimeOffset.FromUnixTimeSeconds((long)seconds.Number))
            : null;
}
