namespace Slipway.Images.Inputs;

/// <summary>Remembers beside the images of a layout what they were made from.</summary>
internal sealed class InputStore(string layoutFolder)
{
    /// <summary>What a service's image was made from; null where it is not known.</summary>
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
            // Half written or from another version of this build: nothing is known, and the service is built.
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
