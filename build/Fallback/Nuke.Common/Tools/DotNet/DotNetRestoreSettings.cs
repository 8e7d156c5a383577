using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet restore</c>.</summary>
public class DotNetRestoreSettings : ToolOptions
{
    public string ProjectFile { get; internal set; }

    public string ConfigFile { get; internal set; }

    public bool? DisableParallel { get; internal set; }

    public bool? Force { get; internal set; }

    public bool? ForceEvaluate { get; internal set; }

    public bool? IgnoreFailedSources { get; internal set; }

    public bool? LockedMode { get; internal set; }

    public bool? NoCache { get; internal set; }

    public bool? NoDependencies { get; internal set; }

    public string PackageDirectory { get; internal set; }

    public IReadOnlyDictionary<string, object> Properties { get; internal set; } =
        new Dictionary<string, object>();

    public string Runtime { get; internal set; }

    public IReadOnlyList<string> Sources { get; internal set; } = [];

    public DotNetVerbosity Verbosity { get; internal set; }

    internal override string Verb => "restore";

    internal override void Write(ArgumentList arguments)
    {
        arguments.Value(ProjectFile);
        arguments.Option("--configfile", ConfigFile);
        arguments.Flag("--disable-parallel", DisableParallel);
        arguments.Flag("--force", Force);
        arguments.Flag("--force-evaluate", ForceEvaluate);
        arguments.Flag("--ignore-failed-sources", IgnoreFailedSources);
        arguments.Flag("--locked-mode", LockedMode);
        arguments.Flag("--no-cache", NoCache);
        arguments.Flag("--no-dependencies", NoDependencies);
        arguments.Option("--packages", PackageDirectory);
        arguments.Properties(Properties);
        arguments.Option("--runtime", Runtime);
        arguments.Options("--source", Sources);
        arguments.Option("--verbosity", Verbosity?.ToString());
    }
}
