using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet build</c>.</summary>
public class DotNetBuildSettings : ToolOptions
{
    public string ProjectFile { get; internal set; }

    public string Configuration { get; internal set; }

    public string Framework { get; internal set; }

    public bool? Force { get; internal set; }

    public bool? NoDependencies { get; internal set; }

    public bool? NoIncremental { get; internal set; }

    public bool? NoRestore { get; internal set; }

    public bool? NoLogo { get; internal set; }

    public string OutputDirectory { get; internal set; }

    public IReadOnlyDictionary<string, object> Properties { get; internal set; } =
        new Dictionary<string, object>();

    public string Runtime { get; internal set; }

    public bool? SelfContained { get; internal set; }

    public DotNetVerbosity Verbosity { get; internal set; }

    public string VersionSuffix { get; internal set; }

    internal override string Verb => "build";

    internal override void Write(ArgumentList arguments)
    {
        arguments.Value(ProjectFile);
        arguments.Option("--configuration", Configuration);
        arguments.Option("--framework", Framework);
        arguments.Flag("--force", Force);
        arguments.Flag("--no-dependencies", NoDependencies);
        arguments.Flag("--no-incremental", NoIncremental);
        arguments.Flag("--no-restore", NoRestore);
        arguments.Flag("--nologo", NoLogo);
        arguments.Option("--output", OutputDirectory);
        arguments.Properties(Properties);
        arguments.Option("--runtime", Runtime);
        arguments.Switch("--self-contained", SelfContained);
        arguments.Option("--verbosity", Verbosity?.ToString());
        arguments.Option("--version-suffix", VersionSuffix);
    }
}
