using System.Runtime.InteropServices;

namespace Slipway.Images.Publishing;

/// <summary>Finds the <c>dotnet</c> program.</summary>
internal static class DotNetProgram
{
    /// <summary>
    /// The one that runs this process, found beside its runtime (also where the SDK was installed for this checkout alone),
    /// else whatever the PATH holds.
    /// </summary>
    public static string Locate()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var program = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(program) ? program : "dotnet";
    }
}
