using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Options of <c>dotnet format</c>.</summary>
public class DotNetFormatSettings : ToolOptions
{
    public string Project { get; internal set; }

    public IReadOnlyList<string> Include { get; internal set; } = [];

    public IReadOnlyList<string> Exclude { get; internal set; } = [];

    public bool? NoRestore { get; internal set; }

    public bool? VerifyNoChanges { get; internal set; }

    public DotNetVerbosity Verbosity { get; internal set; }

    internal override string Verb => "format";

    internal override void Write(ArgumentList arguments)
    {
        arguments.Value(Project);
        arguments.Options("--include", Include);
        arguments.Options("--exclude", Exclude);
        arguments.Flag("--no-restore", NoRestore);
        arguments.Flag("--verify-no-changes", VerifyNoChanges);
        arguments.Option("--verbosity", Verbosity?.ToString());
    }
}
