using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Watching;

/// <summary>A number, or a percentage of a total (intstr.IntOrString).</summary>
internal static class IntOrPercent
{
    public static int Of(JsonNode? value, int total, bool roundUp, int otherwise = 0)
    {
        if (value.Text() is not { } text)
            return (int)(value.Number() ?? otherwise);
        if (!text.EndsWith('%') || !int.TryParse(text[..^1], CultureInfo.InvariantCulture, out var percent))
            return otherwise;
        var part = (long)percent * total;
        return (int)(roundUp ? (part + 99) / 100 : part / 100);
    }
}
