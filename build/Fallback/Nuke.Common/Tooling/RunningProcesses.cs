using System.Diagnostics;

namespace Nuke.Common.Tooling;

/// <summary>The processes that must not outlive an interrupted build.</summary>
internal static class RunningProcesses
{
    private static readonly HashSet<Process> All = [];

    internal static void Add(Process process)
    {
        lock (All)
            All.Add(process);
    }

    internal static void Remove(Process process)
    {
        lock (All)
            All.Remove(process);
    }

    internal static void KillAll()
    {
        lock (All)
        {
            foreach (var process in All.Where(x => !x.HasExited))
                process.Kill(entireProcessTree: true);
            All.Clear();
        }
    }
}
