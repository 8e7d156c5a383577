using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>One image in the index of a layout.</summary>
/// <param name="Image">Its manifest or index.</param>
/// <param name="Home">Where all its layers are; null where its own are here.</param>
/// <param name="Here">How many of its blobs were here when it was entered.</param>
internal sealed record LayoutEntry(Descriptor Image, ImageReference? Home, int Here)
{
    /// <exception cref="FormatException">The JSON is something else.</exception>
    public static LayoutEntry FromJson(JsonNode json)
    {
        var notes = json["annotations"];
        var home = notes?[Annotations.Home]?.GetValue<string>();
        var here = notes?[Annotations.Here]?.GetValue<string>() ?? "0";
        return new LayoutEntry(
            Descriptor.FromJson(json),
            home is null ? null : ImageReference.Parse(home),
            int.TryParse(here, CultureInfo.InvariantCulture, out var blobs)
                ? blobs
                : throw new FormatException($"'{here}' is no number of blobs.")
        );
    }

    public JsonObject ToJson(string service)
    {
        var json = Image.ToJson();
        json["annotations"] = new JsonObject
        {
            [Annotations.RefName] = service,
            [Annotations.Here] = Here.ToString(CultureInfo.InvariantCulture),
        };
        if (Home is not null)
            json["annotations"]![Annotations.Home] = Home.Name;
        return json;
    }
}
