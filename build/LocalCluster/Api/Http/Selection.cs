using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>The labelSelector and fieldSelector of a request.</summary>
internal sealed partial class Selection
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _labels = [];
    private readonly List<(string Path, string Value, bool Equal)> _fields = [];

    /// <summary>
    /// Whether anything is selected at all; null otherwise, so that nothing is tested in vain.
    /// </summary>
    public bool IsEverything => _labels.Count == 0 && _fields.Count == 0;

    /// <exception cref="ApiException">400: a selector cannot be read.</exception>
    public static Selection Of(IQueryCollection query, KindDefinition kind)
    {
        var selection = new Selection();
        foreach (Match part in LabelPart().Matches(query["labelSelector"].ToString()))
            selection._labels.Add(Requirement(part.Value.Trim()));
        foreach (
            var part in query["fieldSelector"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)
        )
            selection._fields.Add(Field(part, kind));
        return selection;
    }

    public bool Matches(JsonObject obj)
    {
        if (IsEverything)
            return true;
        if (_labels.Count > 0)
        {
            var labels = obj.Map("metadata", "labels");
            if (!_labels.TrueForAll(l => l(labels)))
                return false;
        }
        return _fields.TrueForAll(f => (Value(obj, f.Path) == f.Value) == f.Equal);
    }

    private static string Value(JsonObject obj, string path) =>
        ((JsonNode)obj).At(path.Split('.')) switch
        {
            null => path == "spec.unschedulable" ? "false" : "",
            JsonValue value => value.ToString(),
            var other => other.ToJsonString(),
        };

    private static Func<IReadOnlyDictionary<string, string>, bool> Requirement(string text)
    {
        if (SetForm().Match(text) is { Success: true } set)
        {
            var key = set.Groups["key"].Value;
            var values = set.Groups["values"].Value.Split(',').Select(v => v.Trim()).ToHashSet();
            return set.Groups["op"].Value == "in"
                ? labels => labels.TryGetValue(key, out var value) && values.Contains(value)
                : labels => !labels.TryGetValue(key, out var value) || !values.Contains(value);
        }
        if (EqualForm().Match(text) is { Success: true } equal)
        {
            var (key, wanted) = (equal.Groups["key"].Value, equal.Groups["value"].Value);
            return equal.Groups["op"].Value == "!="
                ? labels => !labels.TryGetValue(key, out var value) || value != wanted
                : labels => labels.TryGetValue(key, out var value) && value == wanted;
        }
        if (ExistsForm().Match(text) is { Success: true } exists)
        {
            var (key, not) = (exists.Groups["key"].Value, exists.Groups["not"].Success);
            return labels => labels.ContainsKey(key) != not;
        }
        var found = text.Contains("==") ? "=" : text.FirstOrDefault(c => !char.IsLetterOrDigit(c)).ToString();
        throw Refusals.BadRequest($"unable to parse requirement: found '{found}', expected: identifier");
    }

    private static (string Path, string Value, bool Equal) Field(string text, KindDefinition kind)
    {
        var match = FieldForm().Match(text);
        if (!match.Success)
            throw Refusals.BadRequest($"invalid selector: '{text}'; can't understand '{text}'");
        var path = match.Groups["path"].Value;
        var known = SelectableFields.Of(kind);
        if (known.Contains(path))
            return (path, match.Groups["value"].Value, match.Groups["op"].Value != "!=");
        throw Refusals.BadRequest(
            known.Count > 2
                ? $"field label not supported: {path}"
                : $"\"{path}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        );
    }

    [GeneratedRegex(@"[^,(]+(\([^)]*\))?[^,]*")]
    private static partial Regex LabelPart();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<op>in|notin)\s*\((?<values>[^)]*)\)$")]
    private static partial Regex SetForm();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<op>==|=|!=)\s*(?<value>[\w.-]*)$")]
    private static partial Regex EqualForm();

    [GeneratedRegex(@"^(?<not>!)?\s*(?<key>[\w./-]+)$")]
    private static partial Regex ExistsForm();

    [GeneratedRegex("^(?<path>[^=!]+)(?<op>==|=|!=)(?<value>.*)$")]
    private static partial Regex FieldForm();
}
