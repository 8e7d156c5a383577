using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// The signals SIGINT and SIGQUIT, which a shell makes its background jobs ignore (POSIX, "Asynchronous
/// Lists"): programs inherit that, and a shell cannot even trap what it was born to ignore.
/// </summary>
internal static class InheritedSignals
{
    private const ulong InterruptAndQuit = 0b110;

    /// <summary>Starts a program that does not ignore them; from coreutils 8.31 on.</summary>
    public static string[] Reset { get; } = ["/usr/bin/env", "--default-signal=INT,QUIT"];

    /// <summary>Whether this process ignores one of them, and the system can undo that.</summary>
    public static bool AreIgnored { get; } = (Ignored() & InterruptAndQuit) != 0 && CanReset();

    /// <summary>The mask of what this process ignores, as proc(5) shows it; 0 if it does not.</summary>
    private static ulong Ignored()
    {
        const string status = "/proc/self/status";
        const string mask = "SigIgn:";
        var line = File.Exists(status)
            ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith(mask, StringComparison.Ordinal))
            : null;
        return line is null
            ? 0
            : ulong.Parse(line[mask.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static bool CanReset()
    {
        try
        {
            using var env = Process.Start(
                new ProcessStartInfo(Reset[0], [.. Reset[1..], "/bin/true"]) { RedirectStandardError = true }
            )!;
            env.WaitForExit();
            return env.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
