using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Fuzz;

/// <summary>Changes a JSON document so that it stays one, but with values of other types, or without some.</summary>
internal static class JsonMutation
{
    private static readonly string[] s_values =
    [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "1e300",
        "2147483648",
        "9223372036854775807",
        "99999999999999999999",
        "\"\"",
        "\"x\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"999999h\"",
        "\"/\"",
        "\"a/b/c\"",
        "\"sha256:\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[{}]",
        "{\"a\":null}",
        "[\"x\"]",
        "[1]",
    ];

    /// <summary>One to three changed values; null where the seed is not JSON.</summary>
    public static byte[]? Of(byte[] seed, Random random)
    {
        try
        {
            var root = JsonNode.Parse(seed);
            for (var left = random.Next(1, 4); left > 0; left--)
                root = Once(root, random);
            return Encoding.UTF8.GetBytes(root?.ToJsonString() ?? "null");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Once(JsonNode? root, Random random)
    {
        var places = new List<(JsonNode Parent, string? Name, int Index)>();
        Collect(root, places);
        var value = JsonNode.Parse(s_values[random.Next(s_values.Length)]);
        if (places.Count == 0 || random.Next(50) == 0)
            return value;
        var (parent, name, index) = places[random.Next(places.Count)];
        var removes = random.Next(5) == 0;
        switch (parent)
        {
            case JsonObject map when removes:
                map.Remove(name!);
                break;
            case JsonObject map:
                map[name!] = value;
                break;
            case JsonArray list when removes:
                list.RemoveAt(index);
                break;
            case JsonArray list:
                list[index] = value;
                break;
        }
        return root;
    }

    private static void Collect(JsonNode? node, List<(JsonNode, string?, int)> places)
    {
        if (node is JsonObject map)
        {
            foreach (var (name, value) in map)
            {
                places.Add((map, name, 0));
                Collect(value, places);
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                places.Add((list, null, i));
                Collect(list[i], places);
            }
        }
    }
}
