using System.Text.Json;
using Slipway.Values;

namespace Slipway.Versioning;

/// <summary>Those of the tool's variables that a version is made of.</summary>
/// <param name="SemVer">The version without build metadata.</param>
/// <param name="FullSemVer">The version with build metadata.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Source">The commit that commits are counted from; empty where no version tag was
/// found.</param>
/// <param name="SourceSemVer">The version of that commit.</param>
/// <param name="Label">The label of its pre-release; empty for none.</param>
/// <param name="Commits">How many commits there are since the source.</param>
internal sealed record ToolOutput(
    string SemVer,
    string FullSemVer,
    string Branch,
    string Source,
    string SourceSemVer,
    string Label,
    long Commits
)
{
    private static readonly string[] s_names =
    [
        "SemVer",
        "FullSemVer",
        "BranchName",
        "VersionSourceSha",
        "VersionSourceSemVer",
        "PreReleaseLabel",
    ];

    /// <summary>Reads what the tool prints; null when the variables are not all there.</summary>
    public static ToolOutput? TryParse(string output)
    {
        try
        {
            return Read(UntrustedJson.Parse(output, "it"));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static ToolOutput? Read(JsonElement variables)
    {
        var texts = s_names.Select(name => variables.Text(name)).ToList();
        return
            texts
                is [
                    { Length: > 0 } semVer,
                    { } fullSemVer,
                    { } branch,
                    { } source,
                    { } sourceSemVer,
                    { } label,
                ]
            && variables.Field("CommitsSinceVersionSource").Number() is { } commits
            ? new ToolOutput(semVer, fullSemVer, branch, source, sourceSemVer, label, commits)
            : null;
    }
}
