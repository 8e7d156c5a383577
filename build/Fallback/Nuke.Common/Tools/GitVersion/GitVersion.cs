namespace Nuke.Common.Tools.GitVersion;

/// <summary>The version that GitVersion computed; each property is the variable of that name.</summary>
public class GitVersion
{
    public int Major { get; internal init; }

    public int Minor { get; internal init; }

    public int Patch { get; internal init; }

    public string PreReleaseTag { get; internal init; }

    public string PreReleaseTagWithDash { get; internal init; }

    public string PreReleaseLabel { get; internal init; }

    public string FullBuildMetaData { get; internal init; }

    public string MajorMinorPatch { get; internal init; }

    public string SemVer { get; internal init; }

    public string AssemblySemVer { get; internal init; }

    public string AssemblySemFileVer { get; internal init; }

    public string FullSemVer { get; internal init; }

    public string InformationalVersion { get; internal init; }

    public string BranchName { get; internal init; }

    public string EscapedBranchName { get; internal init; }

    public string Sha { get; internal init; }

    public string ShortSha { get; internal init; }

    public string VersionSourceSha { get; internal init; }

    public string CommitDate { get; internal init; }
}
