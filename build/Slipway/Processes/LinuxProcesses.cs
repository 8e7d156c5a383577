using System.Globalization;
using System.Runtime.InteropServices;

namespace Slipway.Processes;

/// <summary>The processes of a Linux machine, from procfs (proc_pid_stat(5)).</summary>
internal static class LinuxProcesses
{
    private const int NoSuchProcess = 3; // ESRCH

    /// <summary>This process; null on other systems, and where /proc shows other processes than ours.</summary>
    public static ProcessIdentity? Own()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || !IsOurs())
                return null;
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var places = $"{Namespace("pid")}-{Namespace("time")}";
            return boot.Length > 0 && Look(Environment.ProcessId).Started is { } started
                ? new ProcessIdentity(boot, places, Environment.ProcessId, started)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What is under a process id of our namespace.</summary>
    public static ProcessSighting Look(int id)
    {
        // /proc may hide the processes of others (hidepid), a signal does not.
        if (id <= 0 || (Kill(id, 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess))
            return new ProcessSighting(Exists: false, null);
        try
        {
            return Parse(File.ReadAllText($"/proc/{id}/stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ProcessSighting(Exists: true, null);
        }
    }

    /// <summary>Reads /proc/PID/stat. A zombie has ended; only nobody has asked it how.</summary>
    internal static ProcessSighting Parse(string stat)
    {
        // The name, in parentheses, may hold anything.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is ["Z" or "X" or "x", ..])
            return new ProcessSighting(Exists: false, null);
        // Field 22 of the line, and the first after the name is the third.
        return
            fields.Length > 19
            && long.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            ? new ProcessSighting(Exists: true, started)
            : new ProcessSighting(Exists: true, null);
    }

    // A container may have the /proc of its host.
    private static bool IsOurs() =>
        new FileInfo("/proc/self").LinkTarget == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    // "pid:[4026531836]"; empty before Linux 5.6, which has no time namespaces.
    private static string Namespace(string kind) =>
        string.Concat((new FileInfo($"/proc/self/ns/{kind}").LinkTarget ?? "").Where(char.IsAsciiDigit));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int id, int signal);
}
