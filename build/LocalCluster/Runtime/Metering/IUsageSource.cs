namespace LocalCluster.Runtime.Metering;

/// <summary>What a container has used of the machine since it began.</summary>
/// <param name="Cpu">Processor time.</param>
/// <param name="Bytes">Memory, now.</param>
internal readonly record struct Used(TimeSpan Cpu, long Bytes);

/// <summary>Knows what containers have used so far.</summary>
internal interface IUsageSource
{
    /// <summary>Takes a measurement.</summary>
    /// <returns>The usage of a container of a pod (uid, name); null if it is not running.</returns>
    Func<string, string, Used?> Look();
}
