namespace Slipway.Images.Inputs;

/// <summary>Records next to the images of a layout what they were built from.</summary>
internal sealed class InputStore(string layoutFolder)
{
    /// <summary>What a service's image was built from; null where it is unknown.</summary>
    public InputRecord? Find(string service)
    {
        try
        {
            return File.Exists(FileOf(service))
                ? InputRecord.Parse(File.ReadAllBytes(FileOf(service)))
                : null;
        }
        catch (FormatException)
        {
            // Half written or from another version of this build: it is ignored, and the service is built.
            return null;
        }
    }

    public void Save(string service, InputRecord record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(service))!);
        File.WriteAllBytes(FileOf(service), record.ToBytes());
    }

    private string FileOf(string service) => Path.Combine(layoutFolder, "inputs", service + ".json");
}
