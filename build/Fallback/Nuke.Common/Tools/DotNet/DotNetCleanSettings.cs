using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet clean</c>.</summary>
public class DotNetCleanSettings : ToolOptions
{
    public string Project { get; internal set; }

    public string Configuration { get; internal set; }

    public string Framework { get; internal set; }

    public bool? NoLogo { get; internal set; }

    public string Output { get; internal set; }

    public string Runtime { get; internal set; }

    public IReadOnlyDictionary<string, object> Properties { get; internal set; } =
        new Dictionary<string, object>();

    public DotNetVerbosity Verbosity { get; internal set; }

    internal override string Verb => "clean";

    internal override void Write(ArgumentList arguments)
    {
        arguments.Value(Project);
        arguments.Option("--configuration", Configuration);
        arguments.Option("--framework", Framework);
        arguments.Flag("--nologo", NoLogo);
        arguments.Option("--output", Output);
        arguments.Option("--runtime", Runtime);
        arguments.Properties(Properties);
        arguments.Option("--verbosity", Verbosity?.ToString());
    }
}
