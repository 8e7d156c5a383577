namespace Slipway.Targets.Tests;

/// <summary>The folders of the NUKE build use only what is below them.</summary>
public sealed class FloorTests() : FloorFacts(s_house)
{
    private static readonly Floors s_house = new(
        typeof(Preflight).Assembly,
        "Slipway.Targets",
        "CommandLine",
        "Logging",
        "Compiling",
        "Local",
        "Testing",
        "Workspaces",
        "Images",
        "Containers",
        "Delivering",
        "Help",
        "Completion",
        "Components"
    );
}
