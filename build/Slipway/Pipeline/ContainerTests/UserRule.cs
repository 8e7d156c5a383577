namespace Slipway.Pipeline.ContainerTests;

/// <summary>Whether a container does not run as root.</summary>
internal static class UserRule
{
    /// <summary>Judges.</summary>
    /// <param name="named">The user that the image names.</param>
    /// <param name="seen">
    /// The ids under which its processes run; null where they run under the user of this machine.
    /// </param>
    public static CheckFinding Judge(string named, IReadOnlyList<string>? seen)
    {
        var user = named.Split(':')[0];
        var says = $"the image sets {(named.Length == 0 ? "no user" : named)}";
        if (user is "" or "root" || user.All(c => c == '0'))
            return CheckFinding.Failed($"{says}, which is root");
        if (seen is null)
            return CheckFinding.NotProven($"{says}; not verified here: needs a Docker Engine");
        var ids = string.Join(", ", seen.Distinct().Order(StringComparer.Ordinal));
        if (seen.Contains("0") || seen.Contains("root"))
            return CheckFinding.Failed($"{says}, but it runs as uid {ids}");
        return seen.Count == 0
            ? CheckFinding.NotRun($"{says}; no process ran when it was looked at")
            : CheckFinding.Passed($"runs as uid {ids}; {says}");
    }
}
