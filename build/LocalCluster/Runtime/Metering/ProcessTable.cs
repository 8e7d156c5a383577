using System.Globalization;

namespace LocalCluster.Runtime.Metering;

/// <summary>Resource usage of processes (proc(5)).</summary>
internal static class ProcessTable
{
    /// <summary>USER_HZ, which is 100 wherever Linux runs.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>
    /// The processor time and the memory of each session: those of its running processes, with the time of
    /// their children that have ended. A container is a session of its own. Shared pages count for each
    /// process.
    /// </summary>
    public static IReadOnlyDictionary<int, (TimeSpan Cpu, long Bytes)> Sessions()
    {
        var sessions = new Dictionary<int, (TimeSpan Cpu, long Bytes)>();
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (
                !char.IsAsciiDigit(Path.GetFileName(folder)[0])
                || Read(Path.Combine(folder, "stat")) is not { } stat
            )
                continue;
            var (session, cpu, bytes) = Parse(stat);
            var sum = sessions.GetValueOrDefault(session);
            sessions[session] = (sum.Cpu + cpu, sum.Bytes + bytes);
        }
        return sessions;
    }

    /// <summary>
    /// The processor time of the whole machine, without its idle time; null if it is unknown.
    /// </summary>
    public static TimeSpan? Machine()
    {
        if (
            Read("/proc/stat")?.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            is not ["cpu", .. var ticks]
        )
            return null;
        // user, nice, system, (idle, iowait,) irq, softirq, steal
        return Time(new[] { 0, 1, 2, 5, 6, 7 }.Sum(i => Number(ticks[i])));
    }

    /// <summary>The memory of the whole machine that is not available; null if it is unknown.</summary>
    public static long? UsedMemory()
    {
        var lines = (Read("/proc/meminfo") ?? "")
            .Split('\n')
            .Select(l => l.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(w => w.Length == 3)
            .ToDictionary(w => w[0], w => Number(w[1]) * 1024);
        return lines.TryGetValue("MemTotal", out var all) && lines.TryGetValue("MemAvailable", out var free)
            ? all - free
            : null;
    }

    /// <summary>
    /// Fields of proc_pid_stat(5), counted from the end of the name, which may hold anything.
    /// </summary>
    internal static (int Session, TimeSpan Cpu, long Bytes) Parse(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var cpu = Time(fields[11..15].Sum(Number));
        return ((int)Number(fields[3]), cpu, Number(fields[21]) * Environment.SystemPageSize);
    }

    private static TimeSpan Time(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // The process has ended, or the system has no such file.
            return null;
        }
    }
}
