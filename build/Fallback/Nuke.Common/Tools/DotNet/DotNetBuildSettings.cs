using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet build</c>.</summary>
public class DotNetBuildSettings : ToolOptions
{
    /// <summary>A project or solution; the one in the current folder by default.</summary>
    public string ProjectFile { get; internal set; }

    /// <summary><c>Debug</c> or <c>Release</c>.</summary>
    public string Configuration { get; internal set; }

    /// <summary>Whether to omit the banner.</summary>
    public bool? NoLogo { get; internal set; }

    /// <summary>How much is printed.</summary>
    public DotNetVerbosity Verbosity { get; internal set; }

    internal override IEnumerable<string> Arguments()
    {
        yield return "build";
        if (ProjectFile != null)
            yield return Quote(ProjectFile);
        if (Configuration != null)
            yield return $"--configuration {Quote(Configuration)}";
        if (NoLogo == true)
            yield return "--nologo";
        if (Verbosity != null)
            yield return $"--verbosity {Quote(Verbosity)}";
    }
}
