using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>Each pod of the local cluster has its own loopback address, and only Linux has many.</summary>
internal sealed class LocalClusterNeedsLinuxException()
    : Refusal(
        "the local cluster runs only on Linux: its pods need the addresses 127.0.0.0/8",
        "this machine",
        "run it in WSL, a Linux container or a virtual machine, or use another cluster: "
            + "--kube-context <context> --registry <registry>"
    )
{
    /// <summary>Refuses on systems where it cannot run.</summary>
    /// <exception cref="LocalClusterNeedsLinuxException">This is not Linux.</exception>
    public static void UnlessOn(bool linux)
    {
        if (!linux)
            throw new LocalClusterNeedsLinuxException();
    }
}
