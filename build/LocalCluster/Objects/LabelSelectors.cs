using System.Text.Json.Nodes;
using Slipway.Formats;

namespace LocalCluster.Objects;

/// <summary>Label selectors as list requests and tables have them.</summary>
internal static class LabelSelectors
{
    /// <summary>The text of a selector, or of a plain map of labels: <c>a=b,c in (d,e)</c>.</summary>
    public static string Show(JsonObject? selector) =>
        selector?["matchLabels"] is null && selector?["matchExpressions"] is null
            ? LabelSelector.OfMap(selector).ToString()
            : LabelSelector.Of(selector).ToString();
}
