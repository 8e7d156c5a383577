namespace Nuke.Common.Git;

/// <summary>
/// The parts of <c>https://host/owner/name.git</c>, <c>ssh://git@host/owner/name</c> or
/// <c>git@host:owner/name</c>.
/// </summary>
internal sealed record GitRemoteUrl(GitProtocol Protocol, string Endpoint, string Identifier)
{
    /// <returns>Null for a folder or another protocol.</returns>
    internal static GitRemoteUrl Parse(string url)
    {
        if (url == null)
            return null;
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "ssh")
            return new(
                uri.Scheme == "ssh" ? GitProtocol.Ssh : GitProtocol.Https,
                uri.Authority.Split('@')[^1],
                Plain(uri.AbsolutePath)
            );
        var (at, colon) = (url.IndexOf('@'), url.IndexOf(':'));
        return at >= 0 && colon > at
            ? new(GitProtocol.Ssh, url[(at + 1)..colon], Plain(url[(colon + 1)..]))
            : null;
    }

    private static string Plain(string path)
    {
        path = path.Trim('/');
        return path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
    }
}
