using System.Text.Json.Nodes;

namespace Slipway.Formats.Tests;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> s_labels = new()
    {
        ["app"] = "shop",
        ["tier"] = "web",
    };

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""null""", true)]
    [InlineData("""{"matchLabels": {"app": "shop"}}""", true)]
    [InlineData("""{"matchLabels": {"app": "shop", "tier": "db"}}""", false)]
    [InlineData("""{"matchLabels": {"other": ""}}""", false)]
    [InlineData(
        """{"matchExpressions": [{"key": "tier", "operator": "In", "values": ["db", "web"]}]}""",
        true
    )]
    [InlineData("""{"matchExpressions": [{"key": "zone", "operator": "In", "values": [""]}]}""", false)]
    [InlineData("""{"matchExpressions": [{"key": "tier", "operator": "NotIn", "values": ["web"]}]}""", false)]
    [InlineData("""{"matchExpressions": [{"key": "zone", "operator": "NotIn", "values": ["a"]}]}""", true)]
    [InlineData("""{"matchExpressions": [{"key": "app", "operator": "Exists"}]}""", true)]
    [InlineData("""{"matchExpressions": [{"key": "app", "operator": "DoesNotExist"}]}""", false)]
    [InlineData("""{"matchExpressions": [{"key": "zone", "operator": "DoesNotExist"}]}""", true)]
    [InlineData("""{"matchExpressions": [{"key": "app", "operator": "Gt", "values": ["1"]}]}""", false)]
    [InlineData(
        """{"matchLabels": {"app": "shop"}, "matchExpressions": [{"key": "app", "operator": "DoesNotExist"}]}""",
        false
    )]
    public void All_that_is_required_must_be_met(string selector, bool matches) =>
        Assert.Equal(matches, LabelSelector.Of(JsonNode.Parse(selector)).Matches(s_labels));

    [Theory]
    [InlineData("""{"tier": "web"}""", true)]
    [InlineData("""{"tier": "db"}""", false)]
    [InlineData("""{"matchLabels": {"app": "shop"}}""", false)]
    public void A_plain_map_holds_labels_alone(string map, bool matches) =>
        Assert.Equal(matches, LabelSelector.OfMap(JsonNode.Parse(map)).Matches(s_labels));

    [Fact]
    public void Only_a_selector_without_requirements_is_empty()
    {
        Assert.True(LabelSelector.OfMap(null).IsEmpty);
        Assert.True(LabelSelector.Of(JsonNode.Parse("""{"matchLabels": {}}""")).IsEmpty);
        Assert.False(LabelSelector.Of(JsonNode.Parse("""{"matchLabels": {"a": "b"}}""")).IsEmpty);
    }

    [Fact]
    public void Its_text_is_what_kubectl_asks_with() =>
        Assert.Equal(
            "a,b=1,!c,d notin (x),e in (1,2)",
            LabelSelector
                .Of(
                    JsonNode.Parse(
                        """
                        {
                          "matchLabels": {"b": "1"},
                          "matchExpressions": [
                            {"key": "e", "operator": "In", "values": ["2", "1"]},
                            {"key": "d", "operator": "NotIn", "values": ["x"]},
                            {"key": "c", "operator": "DoesNotExist"},
                            {"key": "a", "operator": "Exists"}
                          ]
                        }
                        """
                    )
                )
                .ToString()
        );
}
