namespace LocalCluster.Runtime.Metering;

/// <summary>What a container has used of the machine since it began.</summary>
/// <param name="Cpu">Processor time.</param>
/// <param name="Bytes">Memory, now.</param>
internal readonly record struct Used(TimeSpan Cpu, long Bytes);

/// <summary>Knows what containers have used so far.</summary>
internal interface IUsageSource
{
    /// <summary>Looks at the machine once.</summary>
    /// <returns>What a container of a pod (uid, name) has used; null where it does not run.</returns>
    Func<string, string, Used?> Look();
}
