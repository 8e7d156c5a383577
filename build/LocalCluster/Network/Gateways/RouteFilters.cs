namespace LocalCluster.Network.Gateways;

/// <summary>Changes to requests and responses.</summary>
internal sealed record RouteFilters
{
    public static RouteFilters None { get; } = new();

    public HeaderEdit Request { get; init; } = HeaderEdit.None;

    public HeaderEdit Response { get; init; } = HeaderEdit.None;

    /// <summary>Redirects the caller instead.</summary>
    public Redirect? Redirect { get; init; }

    /// <summary>The Host header that the backend sees; null for the caller's.</summary>
    public string? Host { get; init; }

    /// <summary>The path that the backend sees; null for the caller's.</summary>
    public PathEdit? Path { get; init; }
}

/// <summary>Where callers are sent; null leaves that part as the caller had it.</summary>
internal sealed record Redirect(int StatusCode, string? Scheme, string? Host, int? Port, PathEdit? Path)
{
    /// <summary>The value of the Location header.</summary>
    /// <param name="scheme">The scheme of the request.</param>
    /// <param name="host">Its host name.</param>
    /// <param name="listenerPort">The port on which it came in.</param>
    /// <param name="path">Its path, as sent.</param>
    /// <param name="query">Its query with the question mark, or nothing.</param>
    /// <param name="matched">The match that led here.</param>
    public string Location(
        string scheme,
        string host,
        int listenerPort,
        string path,
        string query,
        PathMatch matched
    )
    {
        var to = Scheme ?? scheme;
        var usual = to == "https" ? 443 : 80;
        var port = Port ?? (Scheme is null ? listenerPort : usual);
        var authority = (Host ?? host) + (port == usual ? "" : $":{port}");
        return $"{to}://{authority}{Path?.Apply(path, matched) ?? path}{query}";
    }
}

/// <summary>Replaces a path, or the prefix by which it was matched.</summary>
internal sealed record PathEdit(string Value, bool OnlyPrefix)
{
    public string Apply(string path, PathMatch matched)
    {
        if (!OnlyPrefix)
            return Value.Length == 0 ? "/" : Value;
        var rest = path.StartsWith(matched.Value, StringComparison.Ordinal)
            ? path[matched.Value.Length..]
            : "";
        var whole = rest.Length == 0 ? Value : Value.TrimEnd('/') + rest;
        return whole.Length == 0 ? "/" : whole;
    }
}
