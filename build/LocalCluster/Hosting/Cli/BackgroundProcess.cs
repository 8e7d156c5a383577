using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LocalCluster.Hosting.Cli;

/// <summary>
/// Runs this program in the background, so that it outlives its caller and the caller's terminal.
/// </summary>
internal static class BackgroundProcess
{
    /// <summary>
    /// A session of its own where the system can give one; otherwise it only ignores the terminal's end.
    /// glibc would keep a heap for each of its threads, of which most are idle; two are enough.
    /// </summary>
    private const string Script = """
        log=$1; shift
        export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
        if command -v setsid >/dev/null 2>&1; then set -- setsid "$@"; else set -- nohup "$@"; fi
        "$@" </dev/null >>"$log" 2>&1 &
        echo $!
        """;

    /// <summary>Starts it; its output goes to the end of a file. The process' id.</summary>
    public static int Start(IReadOnlyList<string> arguments, string log)
    {
        var own = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(own) == "dotnet";
        string[] command = isHost ? [own, typeof(BackgroundProcess).Assembly.Location] : [own];
        return OperatingSystem.IsWindows()
            ? StartOnWindows([.. command, .. arguments], log)
            : StartOnUnix([.. command, .. arguments], log);
    }

    /// <summary>
    /// Whether a process runs; a zombie does not.
    /// </summary>
    public static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !IsZombie(id);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsZombie(int id)
    {
        try
        {
            var state = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{id}/stat") : "";
            return state[(state.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static int StartOnUnix(string[] command, string log)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-c", Script, "sh", log }.Concat(command))
            start.ArgumentList.Add(argument);
        using var shell = Process.Start(start) ?? throw new Win32Exception("/bin/sh could not be started");
        var id = shell.StandardOutput.ReadLine();
        shell.WaitForExit();
        return int.Parse(id!, CultureInfo.InvariantCulture);
    }

    private static int StartOnWindows(string[] command, string log)
    {
        var quoted = string.Join(' ', command.Select(c => $"\"{c}\""));
        var start = new ProcessStartInfo("cmd.exe")
        {
            Arguments = $"/d /s /c \"{quoted} >> \"{log}\" 2>&1 < nul\"",
            CreateNoWindow = true,
        };
        using var shell = Process.Start(start) ?? throw new Win32Exception("cmd.exe could not be started");
        return shell.Id;
    }
}
