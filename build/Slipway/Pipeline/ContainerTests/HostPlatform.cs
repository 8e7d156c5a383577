using System.Runtime.InteropServices;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>What this machine runs, as images name it.</summary>
internal static class HostPlatform
{
    public static string Name =>
        RuntimeInformation.OSArchitecture switch
        {
            Architecture.Arm64 => "linux/arm64",
            _ => "linux/amd64",
        };
}
