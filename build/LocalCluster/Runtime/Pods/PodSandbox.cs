using System.Globalization;

namespace LocalCluster.Runtime.Pods;

/// <summary>Makes what the containers of a pod share, as soon as the runtime can.</summary>
internal sealed class PodSandbox(PodContext context)
{
    // The kubelet synchronizes a pod that failed every ten to fifteen seconds.
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(10);

    /// <exception cref="OperationCanceledException">The pod is to end.</exception>
    public async Task UntilThereAsync()
    {
        for (var attempt = 1L; context.Node.Runtime.SandboxErrorOf(context.Pod) is { } error; attempt++)
        {
            // Each attempt has a sandbox of its own, so no two messages are alike.
            var id = attempt.ToString("x64", CultureInfo.InvariantCulture);
            context.Warning(
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: rpc error: code = Unknown desc = "
                    + $"failed to setup network for sandbox \"{id}\": {error}"
            );
            await context.PauseAsync(s_again);
        }
    }
}
