using System.Security;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;

namespace Slipway.Targets.Compiling;

/// <summary>
/// Compiles several projects in one MSBuild run: one restore graph, shared projects once, all cores.
/// </summary>
internal static class Compilation
{
    /// <summary>
    /// Compiles the projects for release. Compiler errors are shown as they are.
    /// </summary>
    /// <param name="name">Names the solution that is written below <paramref name="temporary"/>.</param>
    /// <param name="projects">Project files.</param>
    /// <param name="temporary">A folder that is not under version control.</param>
    /// <param name="stop">Cancelled if the user interrupted the run, and so the compiler.</param>
    /// <exception cref="CompilationFailedException">A source does not compile.</exception>
    public static void Compile(
        string name,
        IEnumerable<AbsolutePath> projects,
        AbsolutePath temporary,
        CancellationToken stop
    )
    {
        var solution = temporary / $"{name}.slnx";
        var lines = projects.Select(project => $"""  <Project Path="{SecurityElement.Escape(project)}" />""");
        solution.WriteAllText(string.Join('\n', ["<Solution>", .. lines, "</Solution>", ""]));
        try
        {
            DotNetTasks.DotNetBuild(settings =>
                settings
                    .SetProjectFile(solution)
                    .SetConfiguration("Release")
                    .SetVerbosity(DotNetVerbosity.quiet)
                    .EnableNoLogo()
            );
        }
        catch (ProcessException)
        {
            stop.ThrowIfCancellationRequested();
            throw new CompilationFailedException(name);
        }
        stop.ThrowIfCancellationRequested();
    }
}
