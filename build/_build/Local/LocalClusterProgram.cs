using System.Text.Json;
using Nuke.Common.IO;
using Slipway.Images.Registries;
using Slipway.Processes;

namespace Slipway.Targets.Local;

/// <summary>
/// The program in build/LocalCluster: starts, finds and stops the embedded cluster of this checkout.
/// </summary>
/// <param name="compiler">Compiles it when it is needed.</param>
/// <param name="directory">Where it keeps its state, kubeconfig and logs.</param>
internal sealed class LocalClusterProgram(LocalClusterCompiler compiler, AbsolutePath directory)
{
    /// <summary>Starts the cluster unless it runs already. It keeps running after the build.</summary>
    /// <param name="runtime">How it runs pods; null for the runtime of the last start.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalClusterRefusal">It does not start.</exception>
    /// <exception cref="OtherRuntimeException">It is running with another runtime.</exception>
    public async Task<LocalEndpoints> StartAsync(LocalRuntime? runtime, CancellationToken cancellation)
    {
        // Asking a running cluster takes a few milliseconds, starting a program a hundred times as long.
        if (await new RunningCluster(directory).FindAsync(cancellation) is { } running)
        {
            return runtime is not { } wanted || Name(wanted) == running.Runtime
                ? running
                : throw new OtherRuntimeException(running.Runtime, wanted, directory);
        }
        var program = await compiler.ProgramAsync(cancellation);
        var (code, output, errors) = await RunAsync(
            program,
            ["start", "--runtime", Chosen(runtime)],
            cancellation
        );
        if (code != 0)
            throw new LocalClusterRefusal("the local cluster did not start", errors, directory);
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return JsonSerializer.Deserialize<LocalEndpoints>(line, JsonSerializerOptions.Web)!;
    }

    /// <summary>Stops the cluster and every process of its pods. Succeeds if it is not running.</summary>
    /// <exception cref="LocalClusterRefusal">It does not stop.</exception>
    public async Task<string> StopAsync(CancellationToken cancellation)
    {
        var program = compiler.LastCompiled ?? await compiler.ProgramAsync(cancellation);
        var (code, output, errors) = await RunAsync(program, ["stop"], cancellation);
        return code == 0
            ? output.Trim()
            : throw new LocalClusterRefusal("the local cluster did not stop", errors, directory);
    }

    /// <summary>Who may write to the cluster's registry, and where that is; null if it never ran.</summary>
    public (string Registry, RegistryCredentials Login)? RegistryLogin() =>
        new RunningCluster(directory).RegistryLogin();

    /// <summary>The requested runtime, else that of the last start.</summary>
    public string Chosen(LocalRuntime? runtime) =>
        runtime is { } wanted
            ? Name(wanted)
            : new RunningCluster(directory).Recorded()?.Runtime ?? Name(LocalRuntime.Process);

    private static string Name(LocalRuntime runtime) => runtime.ToString().ToLowerInvariant();

    // Whoever gives up leaves a cluster that starts or stops to itself.
    private Task<ProcessResult> RunAsync(
        AbsolutePath program,
        string[] command,
        CancellationToken cancellation
    ) =>
        new Subprocess(Environment.ProcessPath!, ["exec", program, .. command, "--directory", directory])
            .RunAsync(CancellationToken.None)
            .WaitAsync(cancellation);
}
