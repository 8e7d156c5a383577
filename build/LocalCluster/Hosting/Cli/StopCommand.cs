namespace LocalCluster.Hosting.Cli;

/// <summary>Stops a cluster and its pods, and waits until nothing of it is left.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(40);

    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter errors)
    {
        var cluster = new RunningCluster(line.Directory);
        if (!cluster.IsHeld())
        {
            await output.WriteLineAsync($"No cluster is running in {line.Directory}.");
            return 0;
        }
        var record = ClusterRecord.Read(line.Directory);
        var deadline = TimeProvider.System.GetUtcNow() + s_patience;
        var asked = false;
        while (TimeProvider.System.GetUtcNow() < deadline)
        {
            asked = asked || await cluster.AskToStopAsync();
            if (!cluster.IsHeld() && (record is null || !BackgroundProcess.IsAlive(record.ProcessId)))
            {
                await output.WriteLineAsync($"The cluster in {line.Directory} has stopped.");
                return 0;
            }
            await Task.Delay(s_pause, TimeProvider.System);
        }
        await errors.WriteLineAsync(
            $"The cluster in {line.Directory} (process {record?.ProcessId}) did not stop; see its "
                + "cluster.log."
        );
        return 1;
    }
}
