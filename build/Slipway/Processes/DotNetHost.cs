using System.Runtime.InteropServices;

namespace Slipway.Processes;

/// <summary>The <c>dotnet</c> program.</summary>
internal static class DotNetHost
{
    /// <summary>
    /// The folder of the installation that runs this process, also where the SDK was installed for this
    /// checkout alone.
    /// </summary>
    public static string Root { get; } =
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")
        );

    /// <summary>
    /// The program of that installation; where it has none (a runtime of its own), whatever the PATH holds.
    /// </summary>
    public static string Path { get; } = Locate();

    private static string Locate()
    {
        var program = System.IO.Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(program) ? program : "dotnet";
    }
}
