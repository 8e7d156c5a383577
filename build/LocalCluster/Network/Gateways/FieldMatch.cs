using System.Text.RegularExpressions;

namespace LocalCluster.Network.Gateways;

/// <summary>Which part of a request a name belongs to.</summary>
internal enum FieldPlace
{
    /// <summary>A header; names do not differ by case.</summary>
    Header,

    /// <summary>A query parameter.</summary>
    Query,

    /// <summary>A cookie.</summary>
    Cookie,
}

/// <summary>A condition on a header, query parameter or cookie.</summary>
internal sealed class FieldMatch(FieldPlace place, string name, string value, bool isRegex = false)
{
    private readonly Regex? _regex = isRegex ? PathMatch.WholeText(value) : null;

    public FieldPlace Place => place;

    public bool Matches(RequestFacts request) =>
        request.Field(place, name) is { } found && (_regex?.IsMatch(found) ?? found == value);
}
