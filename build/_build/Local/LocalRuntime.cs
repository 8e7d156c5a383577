namespace Slipway.Targets.Local;

/// <summary>What the pods of the local cluster are.</summary>
internal enum LocalRuntime
{
    /// <summary>Processes of this machine.</summary>
    Process,

    /// <summary>Containers of this machine's Docker Engine.</summary>
    Docker,
}
