namespace Slipway.Targets.Local;

/// <summary>How the local cluster runs pods.</summary>
internal enum LocalRuntime
{
    /// <summary>Processes of this machine.</summary>
    Process,

    /// <summary>Containers of this machine's Docker Engine.</summary>
    Docker,
}
