namespace LocalCluster.Network.Gateways;

/// <summary>
/// Which host names are meant: all of them (empty), those below a domain (<c>*.example.com</c>), or one.
/// </summary>
/// <param name="Text">The pattern, in lower case.</param>
/// <param name="OneLabel">Whether the wildcard stands for exactly one label, as an Ingress has it, and not
/// for one or more, as the Gateway API has it.</param>
internal sealed record HostPattern(string Text, bool OneLabel = false)
{
    private const string Wildcard = "*.";

    public static HostPattern Any { get; } = new("");

    /// <summary>Specificity: a host before a domain, a domain before all hosts.</summary>
    public int Rank =>
        Text.Length == 0 ? 0
        : IsWildcard ? 1
        : 2;

    private bool IsWildcard => Text.StartsWith(Wildcard, StringComparison.Ordinal);

    public static HostPattern Of(string? text, bool oneLabel = false) =>
        string.IsNullOrEmpty(text) || text == "*" ? Any : new(text.ToLowerInvariant(), oneLabel);

    /// <param name="host">A host name in lower case, without a port.</param>
    public bool Matches(string host) =>
        Rank switch
        {
            0 => true,
            2 => host == Text,
            _ => host.Length >= Text.Length
                && host.EndsWith(Text[1..], StringComparison.Ordinal)
                && !(OneLabel && host[..^(Text.Length - 1)].Contains('.')),
        };

    /// <summary>The host names that both match; null if none.</summary>
    public HostPattern? Intersect(HostPattern other)
    {
        var (wider, closer) =
            (Rank, Text.Length).CompareTo((other.Rank, other.Text.Length)) <= 0
                ? (this, other)
                : (other, this);
        var name = closer.IsWildcard ? closer.Text[1..] : closer.Text;
        return wider.Text == closer.Text || wider.Matches(name) ? closer : null;
    }
}
