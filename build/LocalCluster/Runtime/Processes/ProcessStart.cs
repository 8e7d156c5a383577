using System.Diagnostics;
using LocalCluster.Api.Pods;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// Starts programs through the shell, which connects their streams, and through setsid(1), which gives them
/// a process group that can be ended as a whole, and a terminal where they have one. Both replace themselves,
/// so the process id is the program's own.
/// </summary>
internal static class ProcessStart
{
    private static readonly string? s_session = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(
        File.Exists
    );

    /// <summary>
    /// What comes before the shell. Who was started in the background of a script ignores SIGINT and SIGQUIT,
    /// and so would all that he starts, though they may be how a pod is to be stopped; env(1) gives them back.
    /// </summary>
    private static readonly string[] s_signals = InheritedSignals.AreIgnored ? InheritedSignals.Reset : [];

    /// <summary>Whether programs lead a group of their own.</summary>
    public static bool HasSessions => s_session is not null;

    /// <exception cref="ContainerStartException">The system refused.</exception>
    public static Process Begin(Launch launch) => Begin(launch, ProgramStreams.OutputAlone);

    /// <exception cref="ContainerStartException">The system refused.</exception>
    public static Process Begin(Launch launch, ProgramStreams streams)
    {
        if (streams.Terminal is not null && !HasSessions)
            throw new ContainerStartException("terminals need setsid(1) of util-linux");
        string[] shell = [.. s_signals, "/bin/sh"];
        var start = new ProcessStartInfo(shell[0], shell[1..])
        {
            WorkingDirectory = launch.WorkingDirectory,
            RedirectStandardInput = streams is { HasInput: true, Terminal: null },
            RedirectStandardOutput = streams.Terminal is null,
            RedirectStandardError = streams is { HasErrors: true, Terminal: null },
            UseShellExecute = false,
        };
        var session = streams.Terminal is null ? s_session : $"{s_session} -c";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec {session} \"$@\" {streams.Redirections}");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(launch.Program);
        foreach (var argument in launch.Arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in launch.Variables)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)
                ?? throw new ContainerStartException($"\"{launch.Program}\" did not start");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ContainerStartException($"exec: \"{launch.Program}\": {e.Message}");
        }
    }
}
