using Nuke.Common.Tooling;
using Serilog;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Runs the .NET command line.</summary>
public class DotNetTasks
{
    private DotNetTasks() { }

    /// <summary>The variable <c>DOTNET_EXE</c>, else <c>dotnet</c> in <c>PATH</c>.</summary>
    public static string DotNetPath =>
        Environment.GetEnvironmentVariable("DOTNET_EXE") is { Length: > 0 } path
            ? path
            : ExecutablePath.Find("dotnet");

    /// <summary>Compiles a project or solution.</summary>
    /// <exception cref="ProcessException">It does not compile.</exception>
    public static IReadOnlyCollection<Output> DotNetBuild(DotNetBuildSettings options = null)
    {
        using var process = ProcessTasks.StartProcess(
            DotNetPath,
            (options ?? new DotNetBuildSettings()).Render(),
            logger: LogLine
        );
        return process.AssertZeroExitCode().Output;
    }

    /// <summary>Compiles a project or solution.</summary>
    /// <exception cref="ProcessException">It does not compile.</exception>
    public static IReadOnlyCollection<Output> DotNetBuild(Configure<DotNetBuildSettings> configurator) =>
        DotNetBuild(configurator(new DotNetBuildSettings()));

    /// <summary>MSBuild writes warnings and errors to standard output, in a fixed form.</summary>
    private static void LogLine(OutputType type, string line)
    {
        if (type == OutputType.Err || line.Contains(": error ", StringComparison.Ordinal))
            Log.Error("{Line:l}", line);
        else if (line.Contains(": warning ", StringComparison.Ordinal))
            Log.Warning("{Line:l}", line);
        else
            Log.Debug("{Line:l}", line);
    }
}
