namespace Slipway.Images.Docker.Context;

/// <summary>Paths as Go's <c>path.Clean</c> writes them, which is how Docker reads patterns.</summary>
internal static class GoPath
{
    /// <summary>
    /// The shortest form of a path with forward slashes: no <c>.</c>, no inner <c>..</c>, no slash at its
    /// end.
    /// </summary>
    public static string Clean(string path)
    {
        var rooted = path.StartsWith('/');
        var kept = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && kept.Count > 0 && kept[^1] != "..")
                kept.RemoveAt(kept.Count - 1);
            else if (part != "." && (part != ".." || !rooted))
                kept.Add(part);
        }
        var joined = string.Join('/', kept);
        return rooted ? "/" + joined
            : joined.Length == 0 ? "."
            : joined;
    }
}
