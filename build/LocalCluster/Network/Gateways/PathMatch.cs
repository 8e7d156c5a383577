using System.Text.RegularExpressions;

namespace LocalCluster.Network.Gateways;

/// <summary>How a path is matched, from the weakest to the strongest.</summary>
internal enum PathKind
{
    /// <summary>The path begins with the same elements.</summary>
    Prefix,

    /// <summary>The whole path matches a regular expression.</summary>
    Regex,

    /// <summary>It is the same path.</summary>
    Exact,
}

/// <summary>A condition on a path.</summary>
internal sealed class PathMatch
{
    private readonly Regex? _regex;

    /// <exception cref="ArgumentException">The regular expression cannot be read.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking, so a request could stall the
    /// proxy.</exception>
    public PathMatch(PathKind kind, string value)
    {
        (Kind, Value) = (kind, kind == PathKind.Prefix ? value.TrimEnd('/') : value);
        if (kind == PathKind.Regex)
            _regex = WholeText(value);
    }

    public static PathMatch All { get; } = new(PathKind.Prefix, "/");

    public PathKind Kind { get; }

    /// <summary>The path, or the prefix without its last slash, or the regular expression.</summary>
    public string Value { get; }

    public bool Matches(string path) =>
        Kind switch
        {
            PathKind.Exact => path == Value,
            PathKind.Regex => _regex!.IsMatch(path),
            _ => path.StartsWith(Value, StringComparison.Ordinal)
                && (path.Length == Value.Length || path[Value.Length] == '/'),
        };

    /// <summary>A regular expression that a whole text must match, in linear time.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking.</exception>
    public static Regex WholeText(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
