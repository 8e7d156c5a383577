using LocalCluster.Objects;

namespace LocalCluster.Hosting.Cli;

/// <summary>Runs a cluster in the background, in a session of its own, and waits until it answers.</summary>
internal static class StartCommand
{
    private const int LinesShown = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(40);

    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter errors)
    {
        try
        {
            ClusterFolder.Open(line.Directory);
        }
        catch (ClusterStartException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
        var cluster = new RunningCluster(line.Directory);
        var log = Path.Combine(line.Directory, "cluster.log");
        var began = File.Exists(log) ? new FileInfo(log).Length : 0;
        int? server = cluster.IsHeld() ? null : BackgroundProcess.Start([.. line.ServeArguments()], log);
        var deadline = TimeProvider.System.GetUtcNow() + s_patience;
        while (TimeProvider.System.GetUtcNow() < deadline)
        {
            if (cluster.IsHeld() && await cluster.AnswersAsync())
            {
                await output.WriteLineAsync(cluster.Describe());
                return 0;
            }
            if (server is { } id && !BackgroundProcess.IsAlive(id) && !cluster.IsHeld())
                return await FailedAsync("The cluster did not start. Last log lines:");
            await Task.Delay(s_pause, TimeProvider.System);
        }
        return await FailedAsync(
            $"The cluster did not answer within {s_patience.TotalSeconds:0} s. Last log lines:"
        );

        async Task<int> FailedAsync(string why)
        {
            await errors.WriteLineAsync(why);
            await errors.WriteLineAsync(LastWords(log, began));
            return 1;
        }
    }

    private static string LastWords(string log, long began)
    {
        if (!File.Exists(log))
            return "(none)";
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(Math.Min(began, stream.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(Environment.NewLine, lines.TakeLast(LinesShown));
    }
}
