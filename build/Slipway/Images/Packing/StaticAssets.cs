using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>
/// ASP.NET Core's list of static files (<c>*.staticwebassets.endpoints.json</c>) holds the time of each file
/// in a checkout as its Last-Modified header. Clients have the ETag, which is made from the content.
/// </summary>
internal static class StaticAssets
{
    public static void RemoveTimes(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.staticwebassets.endpoints.json"))
            File.WriteAllBytes(
                file,
                MalformedFileException.Read(file, text =>
                    UntrustedJson.Read(text, "The list of files", json =>
                        CanonicalJson.Bytes(WithoutTimes(json))
                    )
                )
            );
    }

    internal static JsonNode WithoutTimes(JsonNode manifest)
    {
        foreach (var endpoint in manifest["Endpoints"]?.AsArray() ?? [])
        {
            if (endpoint?["ResponseHeaders"] is JsonArray headers)
                headers.RemoveAll(header => header?["Name"]?.GetValue<string>() == "Last-Modified");
        }
        return manifest;
    }
}
