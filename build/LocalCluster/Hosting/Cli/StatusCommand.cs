namespace LocalCluster.Hosting.Cli;

/// <summary>Says whether a cluster runs, and where.</summary>
internal static class StatusCommand
{
    private const int NotRunning = 3;

    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter errors)
    {
        var cluster = new RunningCluster(line.Directory);
        if (cluster.IsHeld() && await cluster.AnswersAsync())
        {
            await output.WriteLineAsync(cluster.Describe());
            return 0;
        }
        await errors.WriteLineAsync(
            cluster.IsHeld()
                ? $"The cluster in {line.Directory} is running but does not answer."
                : $"No cluster is running in {line.Directory}."
        );
        return NotRunning;
    }
}
