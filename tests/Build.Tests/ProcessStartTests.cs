using System.Text.RegularExpressions;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests;

/// <summary>
/// Programs are started in one place of each program, so that what they inherit, and how they end, is decided once.
/// </summary>
public partial class ProcessStartTests
{
    // The local cluster is a program of its own, which gets its environment from Subprocess; its pods get their own alone.
    private static readonly string[] s_places =
    [
        "Fallback/Nuke.Common/Tooling/ProcessTasks.cs",
        "Fallback/Nuke.Common/Tooling/ToolProcess.cs",
        "LocalCluster/Hosting/Cli/BackgroundProcess.cs",
        "LocalCluster/Runtime/Processes/InheritedSignals.cs",
        "LocalCluster/Runtime/Processes/ProcessStart.cs",
        "Slipway/Processes/Subprocess.cs",
    ];

    [Fact]
    public void Processes_are_started_in_one_place()
    {
        var build = Path.Combine(Checkout.Root, "build");
        var found = Directory
            .EnumerateFiles(build, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(build, file))
            .Where(file => !file.Split('/', '\\').Any(part => part is "bin" or "obj" or "Templates"))
            .Where(file => Start().IsMatch(File.ReadAllText(Path.Combine(build, file))))
            .Order(StringComparer.Ordinal);
        Assert.Equal(s_places, found);
    }

    [GeneratedRegex(@"\bProcessStartInfo\b|\bProcess\.Start\(|\bnew Process\b")]
    private static partial Regex Start();
}
