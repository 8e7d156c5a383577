using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet pack</c>.</summary>
public class DotNetPackSettings : ToolOptions
{
    public string Project { get; internal set; }

    public string Configuration { get; internal set; }

    public bool? Force { get; internal set; }

    public bool? IncludeSource { get; internal set; }

    public bool? IncludeSymbols { get; internal set; }

    public string OutputDirectory { get; internal set; }

    public bool? NoBuild { get; internal set; }

    public bool? NoDependencies { get; internal set; }

    public bool? NoRestore { get; internal set; }

    public bool? NoLogo { get; internal set; }

    public IReadOnlyDictionary<string, object> Properties { get; internal set; } =
        new Dictionary<string, object>();

    public string Runtime { get; internal set; }

    public bool? Serviceable { get; internal set; }

    public DotNetVerbosity Verbosity { get; internal set; }

    public string VersionSuffix { get; internal set; }

    internal override string Verb => "pack";

    internal override void Write(ArgumentList arguments)
    {
        arguments.Value(Project);
        arguments.Option("--configuration", Configuration);
        arguments.Flag("--force", Force);
        arguments.Flag("--include-source", IncludeSource);
        arguments.Flag("--include-symbols", IncludeSymbols);
        arguments.Option("--output", OutputDirectory);
        arguments.Flag("--no-build", NoBuild);
        arguments.Flag("--no-dependencies", NoDependencies);
        arguments.Flag("--no-restore", NoRestore);
        arguments.Flag("--nologo", NoLogo);
        arguments.Properties(Properties);
        arguments.Option("--runtime", Runtime);
        arguments.Flag("--serviceable", Serviceable);
        arguments.Option("--verbosity", Verbosity?.ToString());
        arguments.Option("--version-suffix", VersionSuffix);
    }
}
