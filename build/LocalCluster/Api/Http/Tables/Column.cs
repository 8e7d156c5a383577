using System.Text.Json.Nodes;

namespace LocalCluster.Api.Http.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Type">The JSON type of its cells.</param>
/// <param name="Wide">Whether it is shown only on request.</param>
/// <param name="Cell">The cell of an object at a time.</param>
/// <param name="Description">What it means.</param>
internal sealed record Column(
    string Name,
    string Type,
    bool Wide,
    Func<JsonObject, DateTimeOffset, JsonNode?> Cell,
    string Description = ""
)
{
    public JsonObject Definition() =>
        new()
        {
            ["name"] = Name,
            ["type"] = Type,
            ["format"] = Name == "Name" ? "name" : "",
            ["description"] = Description,
            ["priority"] = Wide ? 1 : 0,
        };
}
