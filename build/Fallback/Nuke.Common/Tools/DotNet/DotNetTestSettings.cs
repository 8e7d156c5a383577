using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet test</c>.</summary>
public class DotNetTestSettings : ToolOptions
{
    public string ProjectFile { get; internal set; }

    public string Configuration { get; internal set; }

    public string DataCollector { get; internal set; }

    public string Filter { get; internal set; }

    public string Framework { get; internal set; }

    public IReadOnlyList<string> Loggers { get; internal set; } = [];

    public bool? NoBuild { get; internal set; }

    public bool? NoRestore { get; internal set; }

    public bool? NoLogo { get; internal set; }

    public string Output { get; internal set; }

    public IReadOnlyDictionary<string, object> Properties { get; internal set; } =
        new Dictionary<string, object>();

    public string ResultsDirectory { get; internal set; }

    public string Runtime { get; internal set; }

    public string SettingsFile { get; internal set; }

    public DotNetVerbosity Verbosity { get; internal set; }

    internal override string Verb => "test";

    internal override void Write(ArgumentList arguments)
    {
        arguments.Value(ProjectFile);
        arguments.Option("--configuration", Configuration);
        arguments.Option("--collect", DataCollector);
        arguments.Option("--filter", Filter);
        arguments.Option("--framework", Framework);
        arguments.Options("--logger", Loggers);
        arguments.Flag("--no-build", NoBuild);
        arguments.Flag("--no-restore", NoRestore);
        arguments.Flag("--nologo", NoLogo);
        arguments.Option("--output", Output);
        arguments.Properties(Properties);
        arguments.Option("--results-directory", ResultsDirectory);
        arguments.Option("--runtime", Runtime);
        arguments.Option("--settings", SettingsFile);
        arguments.Option("--verbosity", Verbosity?.ToString());
    }
}
