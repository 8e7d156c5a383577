using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>Each pod of the local cluster has its own loopback address, and only Linux has many.</summary>
internal sealed class LocalClusterNeedsLinuxException()
    : Refusal(
        "the local cluster runs on Linux alone: it needs the addresses 127.0.0.0/8 for its pods",
        "this machine",
        "run it in WSL, a Linux container or a virtual machine, or name another cluster: "
            + "--kube-context <context> --registry <registry>"
    )
{
    /// <summary>Refuses where it cannot run.</summary>
    /// <exception cref="LocalClusterNeedsLinuxException">This is no Linux.</exception>
    public static void UnlessOn(bool linux)
    {
        if (!linux)
            throw new LocalClusterNeedsLinuxException();
    }
}
