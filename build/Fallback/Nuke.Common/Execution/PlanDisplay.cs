using System.ComponentModel;
using System.Diagnostics;
using Nuke.Common.IO;
using Nuke.Common.Reporting;

namespace Nuke.Common.Execution;

/// <summary>Writes the plan as a page and opens it. Without a browser the file is named instead.</summary>
internal static class PlanDisplay
{
    internal static void Show(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var file = (NukeBuild.TemporaryDirectory / "execution-plan.html").WriteAllText(PlanPage.Html(plan));
        if (Console.IsOutputRedirected || NukeBuild.IsServerBuild || !TryOpen(file))
            ConsoleText.WriteLine($"Execution plan: {file}");
    }

    private static bool TryOpen(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
