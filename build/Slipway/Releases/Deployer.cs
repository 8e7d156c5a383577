namespace Slipway.Releases;

/// <summary>Says who runs a command: what the API server knows first, then what only this machine says.</summary>
public static class Deployer
{
    private const int LongestName = 200;

    /// <summary>
    /// For example <c>system:serviceaccount:ci:deployer (octocat, GitHub Actions)</c>, or
    /// <c>kubernetes-admin (anna@build-7)</c>; without the API server's word,
    /// <c>anna@build-7 (not confirmed by the API server)</c>.
    /// </summary>
    /// <param name="user">Who we are to the API server; null where it does not say.</param>
    /// <param name="run">The run of the CI; null outside of one.</param>
    /// <param name="local">User and machine, as the operating system says.</param>
    public static string Describe(string? user, CiRun? run, string local)
    {
        var here = run switch
        {
            { Actor: { } actor } => $"{actor}, {run.System}",
            { } => $"{Plain(local, LongestName)}, {run.System}",
            null => Plain(local, LongestName),
        };
        return user is null
            ? $"{here} (not confirmed by the API server)"
            : $"{Plain(user, LongestName)} ({here})";
    }

    /// <summary>A name that others chose, on one line and of bounded length.</summary>
    internal static string Plain(string name, int longest)
    {
        var line = string.Concat(name.Select(c => char.IsControl(c) || IsInvisible(c) ? ' ' : c)).Trim();
        return line.Length > longest ? $"{line[..longest]}..." : line;
    }

    // Line separators, and what turns the direction of text (Unicode bidirectional algorithm).
    private static bool IsInvisible(char c) =>
        c
            is '\u2028'
                or '\u2029'
                or (>= '\u202a' and <= '\u202e')
                or (>= '\u2066' and <= '\u2069')
                or '\u200e'
                or '\u200f';
}
