using System.Text.Json;

namespace Slipway.Images.Inputs;

/// <summary>Remembers beside the images what they were made from.</summary>
internal sealed class InputStore(string layoutFolder)
{
    /// <summary>The inputs of a service's image; null where none are known.</summary>
    public ServiceInputs? Find(string service)
    {
        try
        {
            return File.Exists(FileOf(service))
                ? JsonSerializer.Deserialize<ServiceInputs>(File.ReadAllText(FileOf(service)))
                : null;
        }
        catch (JsonException)
        {
            // Half written or from another version of this build: nothing is known, and the service is built.
            return null;
        }
    }

    public void Save(string service, ServiceInputs inputs)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(service))!);
        File.WriteAllText(FileOf(service), JsonSerializer.Serialize(inputs));
    }

    public void Forget(string service)
    {
        if (File.Exists(FileOf(service)))
            File.Delete(FileOf(service));
    }

    private string FileOf(string service) => Path.Combine(layoutFolder, "inputs", service + ".json");
}
