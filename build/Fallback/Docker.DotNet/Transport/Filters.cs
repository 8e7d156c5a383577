using System.Text.Json;

namespace Docker.DotNet.Transport;

/// <summary>What lists are narrowed by, as the engine takes it: JSON in the query.</summary>
internal static class Filters
{
    public static string? Json(IDictionary<string, IDictionary<string, bool>>? filters) =>
        filters is null
            ? null
            : JsonSerializer.Serialize(filters, ModelsJson.Default.IDictionaryStringIDictionaryStringBoolean);
}
