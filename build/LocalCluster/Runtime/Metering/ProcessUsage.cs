using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Processes;

namespace LocalCluster.Runtime.Metering;

/// <summary>What the processes of containers have used.</summary>
internal sealed class ProcessUsage(PodFolders folders) : IUsageSource
{
    public Func<string, string, Used?> Look()
    {
        var sessions = ProcessTable.Sessions();
        return (pod, container) =>
        {
            var used = ProcessLedger
                .Find(folders.Container(pod, container))
                .Where(sessions.ContainsKey)
                .Select(id => sessions[id])
                .ToList();
            return used.Count == 0
                ? null
                : new Used(TimeSpan.FromTicks(used.Sum(u => u.Cpu.Ticks)), used.Sum(u => u.Bytes));
        };
    }
}
