using System.Diagnostics;
using System.Text.Json;
using Nuke.Common.IO;

namespace Slipway.Targets.Local;

/// <summary>
/// The program in build/LocalCluster: starts, finds and stops the embedded cluster of this checkout.
/// </summary>
/// <param name="program">Its assembly.</param>
/// <param name="directory">Where it keeps its state, kubeconfig and logs.</param>
internal sealed class LocalClusterProgram(AbsolutePath program, AbsolutePath directory)
{
    /// <summary>Starts the cluster, or finds the one that runs. It goes on when the build ends.</summary>
    /// <exception cref="LocalClusterRefusal">It does not start.</exception>
    public async Task<LocalEndpoints> StartAsync(CancellationToken cancellation)
    {
        // To ask a running cluster costs a few milliseconds, to start a program a hundred times as much.
        if (await new RunningCluster(directory).FindAsync(cancellation) is { } running)
            return running;
        var (code, output, errors) = await RunAsync("start", cancellation);
        if (code != 0)
            throw new LocalClusterRefusal("the local cluster does not start", errors, directory);
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return JsonSerializer.Deserialize<LocalEndpoints>(line, JsonSerializerOptions.Web)!;
    }

    /// <summary>Stops the cluster and every process of its pods. That it does not run is no error.</summary>
    /// <exception cref="LocalClusterRefusal">It does not stop.</exception>
    public async Task<string> StopAsync(CancellationToken cancellation)
    {
        var (code, output, errors) = await RunAsync("stop", cancellation);
        return code == 0
            ? output.Trim()
            : throw new LocalClusterRefusal("the local cluster does not stop", errors, directory);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(
        string command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "exec", program, command, "--directory", directory },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, await output, await errors);
    }
}
