using System.Reflection;
using System.Text.Json;
using Nuke.Common.Tooling;
using Nuke.Common.ValueInjection;
using Serilog;

namespace Nuke.Common.Tools.GitVersion;

/// <summary>Injects the version that the GitVersion tool computes from the history.</summary>
public class GitVersionAttribute : ValueInjectionAttributeBase
{
    /// <summary>The framework to run the tool on, where it has builds for several.</summary>
    public string Framework { get; set; }

    public bool UpdateAssemblyInfo { get; set; }

    public bool NoFetch { get; set; }

    public bool NoCache { get; set; }

    public override object GetValue(MemberInfo member, object instance)
    {
        var directory = NukeBuild.RootDirectory;
        string[] switches =
        [
            .. NoFetch ? ["/nofetch"] : Array.Empty<string>(),
            .. NoCache ? ["/nocache"] : Array.Empty<string>(),
            .. UpdateAssemblyInfo ? ["/updateassemblyinfo"] : Array.Empty<string>(),
        ];
        var output = GitVersionTool.Find(directory, Framework)(
            string.Join(' ', switches.Prepend("/output json")),
            directory,
            logInvocation: false,
            logger: (type, line) => LogProblem(type, line)
        );
        using var json = JsonDocument.Parse(output.StdToText());
        return Read(json.RootElement);
    }

    internal static GitVersion Read(JsonElement json)
    {
        string Text(string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
        return new GitVersion
        {
            Major = json.GetProperty("Major").GetInt32(),
            Minor = json.GetProperty("Minor").GetInt32(),
            Patch = json.GetProperty("Patch").GetInt32(),
            PreReleaseTag = Text("PreReleaseTag"),
            PreReleaseTagWithDash = Text("PreReleaseTagWithDash"),
            PreReleaseLabel = Text("PreReleaseLabel"),
            FullBuildMetaData = Text("FullBuildMetaData"),
            MajorMinorPatch = Text("MajorMinorPatch"),
            SemVer = Text("SemVer"),
            AssemblySemVer = Text("AssemblySemVer"),
            AssemblySemFileVer = Text("AssemblySemFileVer"),
            FullSemVer = Text("FullSemVer"),
            InformationalVersion = Text("InformationalVersion"),
            BranchName = Text("BranchName"),
            EscapedBranchName = Text("EscapedBranchName"),
            Sha = Text("Sha"),
            ShortSha = Text("ShortSha"),
            VersionSourceSha = Text("VersionSourceSha"),
            CommitDate = Text("CommitDate"),
        };
    }

    private static void LogProblem(OutputType type, string line)
    {
        if (type == OutputType.Err)
            Log.Error("{Line:l}", line);
    }
}
