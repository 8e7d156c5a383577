using System.Diagnostics;
using System.Runtime.InteropServices;
using LocalCluster.Objects;

namespace LocalCluster.Hosting.Cli;

/// <summary>Runs a cluster until a signal or a request stops it.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter errors)
    {
        var options = new ClusterOptions(line.Directory)
        {
            Addresses = line.Addresses,
            Runtime = line.Runtime,
            FaultInjection = line.FaultInjection,
            // Nothing is cleaned up, as after kill -9.
            Crash = Process.GetCurrentProcess().Kill,
            Log = text => output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {text}"),
        };
        var signalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var host = await ClusterHost.StartAsync(options);
            options.Log(
                $"The cluster in {line.Directory} is ready at {host.BaseUri}; kubeconfig: "
                    + $"{host.Kubeconfig}"
            );
            using var stopping = new CancellationTokenSource();
            var resting = IdleMemory.RunAsync(options.Time, stopping.Token);
            await Task.WhenAny(signalled.Task, host.StopAsked, host.Completion);
            await stopping.CancelAsync();
            await resting;
            options.Log("Stopping the cluster.");
            await host.StopAsync();
            await host.Completion;
            options.Log("The cluster has stopped.");
            return 0;
        }
        catch (ClusterStartException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            signalled.TrySetResult();
        }
    }
}
