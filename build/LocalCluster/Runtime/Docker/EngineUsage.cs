using LocalCluster.Runtime.Metering;

namespace LocalCluster.Runtime.Docker;

/// <summary>What the engine's containers have used, each of which is a control group.</summary>
internal sealed class EngineUsage(EngineContainers running) : IUsageSource
{
    public Func<string, string, Used?> Look() =>
        (pod, container) =>
            running.Find(pod, container) is { } found ? ControlGroup.Of(found.ProcessId) : null;
}
