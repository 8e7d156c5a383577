using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Values without a fixed shape.</summary>
public class ObjectExtensionData
{
    /// <summary>
    /// The values by name. Their type is that of the JSON reader: rely on nothing but <see
    /// cref="object.ToString"/>.
    /// </summary>
    [JsonExtensionData]
    public IDictionary<string, object>? ExtensionData { get; set; }
}
