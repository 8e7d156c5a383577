using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>What the other branches tell about the current commit's one.</summary>
internal sealed class Branches(Settings settings, GitRepository repository, string commit)
{
    /// <summary>
    /// The branch of a detached HEAD: the only one that contains it; else it has no branch.
    /// </summary>
    public async Task<string> NameOfDetachedAsync()
    {
        var branches = await repository.ReadBranchesAsync(containing: commit);
        return branches.Select(ShortName).Distinct().ToList() is [var only] ? only : "(no branch)";
    }

    /// <summary>
    /// The increment of a branch; an inherited one is that of the branch that it started from.
    /// </summary>
    public async Task<Increment> IncrementAsync(BranchSettings branch, string name)
    {
        if (branch.Increment != Increment.Inherit)
            return branch.Increment;
        // Mostly all possible sources agree, and there is no need to look at the branches.
        if (Possible(branch, []) is { Count: 1 } same)
            return same.Single();
        var seen = new HashSet<string>(StringComparer.Ordinal) { name };
        while (branch.Increment == Increment.Inherit && await NearestSourceAsync(branch, seen) is { } source)
        {
            seen.Add(source);
            branch = settings.BranchOf(source);
        }
        return branch.Increment == Increment.Inherit
            ? settings.Branches.First(b => b.Key == "main").Increment
            : branch.Increment;
    }

    private HashSet<Increment> Possible(BranchSettings branch, HashSet<string> seen)
    {
        if (branch.Increment != Increment.Inherit)
            return [branch.Increment];
        var result = new HashSet<Increment>();
        foreach (var source in settings.Branches.Where(b => branch.SourceBranches.Contains(b.Key)))
        {
            if (seen.Add(source.Key))
                result.UnionWith(Possible(source, seen));
        }
        return result;
    }

    private async Task<string?> NearestSourceAsync(BranchSettings branch, HashSet<string> seen)
    {
        (string Name, int Distance)? nearest = null;
        foreach (var reference in await repository.ReadBranchesAsync())
        {
            var name = ShortName(reference);
            if (seen.Contains(name) || !branch.SourceBranches.Contains(settings.BranchOf(name).Key))
                continue;
            var distance = await repository.CountAsync(commit, reference);
            if (nearest is null || distance < nearest.Value.Distance)
                nearest = (name, distance);
        }
        return nearest?.Name;
    }

    // Checkouts in CI put pull requests under refs/remotes/pull/, which is no remote's name.
    private static string ShortName(string reference) =>
        reference.Split('/', 4) switch
        {
            ["refs", "remotes", not "pull", var name] => name,
            _ => reference.Split('/', 3)[2],
        };
}
