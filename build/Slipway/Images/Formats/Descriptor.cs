using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>Identifies content by its digest (OCI image-spec, content descriptors).</summary>
/// <param name="MediaType">What kind of content.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    internal JsonObject ToJson() =>
        new()
        {
            ["mediaType"] = MediaType,
            ["digest"] = Digest.ToString(),
            ["size"] = Size,
        };

    /// <exception cref="FormatException">A part is missing or malformed.</exception>
    internal static Descriptor FromJson(JsonNode? json)
    {
        try
        {
            var digest = json?["digest"]?.GetValue<string>();
            return new Descriptor(
                json?["mediaType"]?.GetValue<string>() ?? "",
                Values.Digest.Parse(digest ?? ""),
                json?["size"]?.GetValue<long>() ?? throw new FormatException("A descriptor has no size.")
            );
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A descriptor is malformed.", e);
        }
    }
}
