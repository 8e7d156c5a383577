using System.Diagnostics;
using System.Text.Json;
using Nuke.Common.IO;
using Slipway.Values;

namespace Slipway.Targets;

/// <summary>The program in build/LocalCluster: starts, finds and stops the embedded cluster of this checkout.</summary>
/// <param name="program">Its assembly.</param>
/// <param name="directory">Where it keeps its state, kubeconfig and logs.</param>
internal sealed class LocalClusterProgram(AbsolutePath program, AbsolutePath directory)
{
    /// <summary>Where a running cluster can be reached.</summary>
    /// <param name="Api">The API server.</param>
    /// <param name="Registry">Host and port of its image registry.</param>
    /// <param name="Kubeconfig">The file that gives access to it.</param>
    internal sealed record Endpoints(string Api, string Registry, string Kubeconfig);

    /// <summary>Starts the cluster, or finds the one that runs. It goes on when the build ends.</summary>
    /// <exception cref="LocalClusterRefusal">It does not start.</exception>
    public async Task<Endpoints> StartAsync(CancellationToken cancellation)
    {
        var (code, output, errors) = await RunAsync("start", cancellation);
        if (code != 0)
            throw new LocalClusterRefusal("the local cluster does not start", errors, directory);
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return JsonSerializer.Deserialize<Endpoints>(line, JsonSerializerOptions.Web)!;
    }

    /// <summary>Stops the cluster and every process of its pods. That it does not run is no error.</summary>
    /// <exception cref="LocalClusterRefusal">It does not stop.</exception>
    public async Task<string> StopAsync(CancellationToken cancellation)
    {
        var (code, output, errors) = await RunAsync("stop", cancellation);
        return code == 0 ? output.Trim() : throw new LocalClusterRefusal("the local cluster does not stop", errors, directory);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string command, CancellationToken cancellation)
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
        return (process.ExitCode, await output, await errors);
    }
}

/// <summary>The local cluster cannot do what was asked of it.</summary>
internal sealed class LocalClusterRefusal(string what, string errors, string directory) : Refusal(
    $"{what}: {errors.Trim()}",
    directory,
    "the log is cluster.log in that folder; ./build.sh LocalDown stops what is left, deleting the folder forgets it");
