using System.Runtime.InteropServices;

namespace LocalCluster.Api.Http;

/// <summary>The version of Kubernetes whose behaviour is served.</summary>
internal static class ServerVersion
{
    public const string Text = "v1.32.0+slipway";

    public static string Platform { get; } =
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "/arm64" : "/amd64");
}
