using System.Diagnostics;

namespace Nuke.Common.Tooling;

/// <summary>The processes that must not outlive an interrupted build.</summary>
internal static class RunningProcesses
{
    private static readonly HashSet<Process> s_all = [];

    internal static void Add(Process process)
    {
        lock (s_all)
            s_all.Add(process);
    }

    internal static void Remove(Process process)
    {
        lock (s_all)
            s_all.Remove(process);
    }

    internal static void KillAll()
    {
        lock (s_all)
        {
            foreach (var process in s_all.Where(x => !x.HasExited))
                process.Kill(entireProcessTree: true);
            s_all.Clear();
        }
    }
}
