using System.Diagnostics;
using System.Globalization;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// A process beyond doubt: its id alone may belong to another one tomorrow, its id with its start time may
/// not.
/// </summary>
internal static class ProcessIdentity
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>
    /// Identifies this process among all that had or will have its id; null if it does not run.
    /// </summary>
    public static string? Of(int id)
    {
        try
        {
            if (File.Exists(BootId))
                return $"{File.ReadAllText(BootId).Trim()} "
                    + $"{StartTicks(File.ReadAllText($"/proc/{id}/stat"))}";
            using var process = Process.GetProcessById(id);
            return process
                .StartTime.ToUniversalTime()
                .ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Field 22 of proc_pid_stat(5); the name in field 2 may hold anything, so it is counted from its end.
    /// </summary>
    internal static string StartTicks(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
}
