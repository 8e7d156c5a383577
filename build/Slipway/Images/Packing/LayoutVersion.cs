using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>The file that makes a folder an image layout (OCI image-spec, <c>oci-layout</c>).</summary>
internal static class LayoutVersion
{
    /// <summary>The version that is read and written.</summary>
    public const string Known = "1.0.0";

    private const string Name = "imageLayoutVersion";

    /// <summary>Marks the folder, where it is not marked yet.</summary>
    /// <exception cref="LayoutRefusal">It has another version.</exception>
    public static void Mark(string folder)
    {
        var file = Path.Combine(folder, "oci-layout");
        switch (Read(file))
        {
            case null:
                File.WriteAllText(file, new JsonObject { [Name] = Known }.ToJsonString());
                break;
            case Known:
                break;
            case { } other:
                throw LayoutRefusal.Newer(folder, other, Known);
        }
    }

    private static string? Read(string file)
    {
        try
        {
            return File.Exists(file) ? UntrustedJson.Parse(File.ReadAllText(file), "it").Text(Name) : null;
        }
        catch (FormatException)
        {
            // A build was killed while it wrote this.
            return null;
        }
    }
}
