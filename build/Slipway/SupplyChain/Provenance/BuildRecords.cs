using System.Text.Json;

namespace Slipway.SupplyChain.Provenance;

/// <summary>Keeps the newest build of each service, beside the images.</summary>
/// <param name="layoutFolder">The folder of the images.</param>
internal sealed class BuildRecords(string layoutFolder)
{
    /// <summary>The build that made a service's image; null where it was not built here.</summary>
    public BuildRecord? Find(string service, string image)
    {
        try
        {
            return
                File.Exists(FileOf(service))
                && JsonSerializer.Deserialize<BuildRecord>(File.ReadAllText(FileOf(service))) is { } record
                && record.Image == image
                ? record
                : null;
        }
        catch (JsonException)
        {
            // Half written or from another version of this build: it is unknown how the image was built.
            return null;
        }
    }

    public void Save(string service, BuildRecord record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(service))!);
        File.WriteAllText(FileOf(service), JsonSerializer.Serialize(record));
    }

    private string FileOf(string service) => Path.Combine(layoutFolder, "builds", service + ".json");
}
