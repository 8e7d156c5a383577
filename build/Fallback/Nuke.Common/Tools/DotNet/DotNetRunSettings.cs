using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet run</c>.</summary>
public class DotNetRunSettings : ToolOptions
{
    public string ProjectFile { get; internal set; }

    public string Configuration { get; internal set; }

    public string Framework { get; internal set; }

    public string LaunchProfile { get; internal set; }

    public bool? NoBuild { get; internal set; }

    public bool? NoDependencies { get; internal set; }

    public bool? NoLaunchProfile { get; internal set; }

    public bool? NoRestore { get; internal set; }

    public IReadOnlyDictionary<string, object> Properties { get; internal set; } =
        new Dictionary<string, object>();

    public string Runtime { get; internal set; }

    public DotNetVerbosity Verbosity { get; internal set; }

    public IReadOnlyList<string> ApplicationArguments { get; internal set; } = [];

    internal override string Verb => "run";

    internal override void Write(ArgumentList arguments)
    {
        arguments.Option("--project", ProjectFile);
        arguments.Option("--configuration", Configuration);
        arguments.Option("--framework", Framework);
        arguments.Option("--launch-profile", LaunchProfile);
        arguments.Flag("--no-build", NoBuild);
        arguments.Flag("--no-dependencies", NoDependencies);
        arguments.Flag("--no-launch-profile", NoLaunchProfile);
        arguments.Flag("--no-restore", NoRestore);
        arguments.Properties(Properties);
        arguments.Option("--runtime", Runtime);
        arguments.Option("--verbosity", Verbosity?.ToString());
    }

    internal override IEnumerable<string> Trailing() =>
        ApplicationArguments.Count == 0 ? [] : ["--", .. ApplicationArguments];
}
