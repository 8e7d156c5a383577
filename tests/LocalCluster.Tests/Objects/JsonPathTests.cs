using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Tests.Objects;

public sealed class JsonPathTests
{
    private const string Widget = """
        {
          "metadata": {"annotations": {"example.com/team": "shop"}},
          "spec": {"size": 3, "color": null},
          "status": {
            "conditions": [
              {"type": "Synced", "status": "False"},
              {"type": "Ready", "status": "True"}
            ]
          }
        }
        """;

    [Theory]
    [InlineData(".spec.size", "3")]
    [InlineData(".status.conditions[1].type", "Ready")]
    [InlineData(".status.conditions[*].type", "Synced")]
    [InlineData(""".status.conditions[?(@.type=="Ready")].status""", "True")]
    [InlineData(@".metadata.annotations.example\.com/team", "shop")]
    [InlineData(".spec.color", null)]
    [InlineData(".spec.none", null)]
    [InlineData(".spec.size.none", null)]
    [InlineData(".status.conditions[2]", null)]
    [InlineData(""".status.conditions[?(@.type=="Lost")].status""", null)]
    public void It_leads_to_a_value_or_to_none(string path, string? value) =>
        Assert.Equal(value, JsonPath.Parse(path).Find(JsonNode.Parse(Widget))?.ToString());

    [Fact]
    public void A_value_is_set_where_it_leads_to_and_the_way_is_made()
    {
        var obj = new JsonObject { ["kind"] = "Widget" };
        JsonPath.Parse(".spec.pool.size").Set(obj, 5);
        Assert.Equal("""{"kind":"Widget","spec":{"pool":{"size":5}}}""", obj.ToJsonString());
    }
}
