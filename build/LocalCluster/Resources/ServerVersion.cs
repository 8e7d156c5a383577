using System.Runtime.InteropServices;

namespace LocalCluster.Resources;

/// <summary>The version of Kubernetes whose behaviour is served.</summary>
internal static class ServerVersion
{
    public const string Number = "v1.32.0";

    public const string Text = Number + "+slipway";

    public static string Platform { get; } =
        (
            OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : "linux"
        ) + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "/arm64" : "/amd64");
}
