using System.Diagnostics;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// Starts programs through the shell, which joins their two outputs, and through setsid(1), which gives them
/// a process group that can be ended as a whole. Both replace themselves, so the process id is the program's
/// own.
/// </summary>
internal static class ProcessStart
{
    private static readonly string? Session =
        new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>Whether programs lead a group of their own.</summary>
    public static bool HasSessions => Session is not null;

    /// <exception cref="StartFailure">The system refused.</exception>
    public static Process Begin(Launch launch)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = launch.WorkingDirectory,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec {Session} \"$@\" 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(launch.Program);
        foreach (var argument in launch.Arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in launch.Variables)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start) ?? throw new StartFailure($"\"{launch.Program}\" did not start");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new StartFailure($"exec: \"{launch.Program}\": {e.Message}");
        }
    }
}
