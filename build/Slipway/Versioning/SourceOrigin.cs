using System.Text.RegularExpressions;

namespace Slipway.Versioning;

/// <summary>
/// Where the sources in a working tree come from, for those who ask later what an image was made of.
/// </summary>
/// <param name="Commit">The full id of the commit.</param>
/// <param name="Dirty">Whether there are uncommitted changes.</param>
/// <param name="Repository">
/// The address that the clone fetches from, without credentials; null for none.
/// </param>
public sealed partial record SourceOrigin(string Commit, bool Dirty, string? Repository)
{
    /// <summary>Asks git; null where the folder is not a clone or has no commit.</summary>
    public static async Task<SourceOrigin?> ReadAsync(string directory, CancellationToken cancellation)
    {
        try
        {
            var git = new Git(directory);
            var commit = (await git.RunAsync(cancellation, "rev-parse", "HEAD")).Trim();
            var changes = await git.RunAsync(cancellation, "status", "--porcelain");
            var remotes = await git.RunAsync(cancellation, "remote", "-v");
            return new SourceOrigin(commit, changes.Trim().Length > 0, Origin(remotes));
        }
        catch (VersioningRefusal)
        {
            // Images are built without git as well; then it is unknown what they were made from.
            return null;
        }
    }

    /// <summary>
    /// An address for others: without user, password, query and fragment. Null for a folder of this machine.
    /// </summary>
    public static string? Public(string address)
    {
        if (
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Host.Length > 0
            && uri.Scheme is "https" or "http" or "ssh" or "git"
        )
            return $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}";
        return ScpForm().Match(address) is { Success: true } match
            ? $"ssh://{match.Groups["host"].Value}/{match.Groups["path"].Value.TrimStart('/')}"
            : null;
    }

    // "origin<tab>address (fetch)"
    private static string? Origin(string remotes) =>
        remotes
            .Split('\n')
            .Select(line => line.Split('\t', ' '))
            .Where(parts => parts is ["origin", _, "(fetch)", ..])
            .Select(parts => Public(parts[1]))
            .FirstOrDefault();

    // git-clone(1): [user@]host:path
    [GeneratedRegex(@"^([^@/:]+@)?(?<host>[A-Za-z0-9.-]{2,}):(?!//)(?<path>[^\\?#]+)$")]
    private static partial Regex ScpForm();
}
