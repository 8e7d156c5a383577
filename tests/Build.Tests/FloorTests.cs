namespace Slipway.Targets.Tests;

/// <summary>The folders of the NUKE build use only what is below them.</summary>
public sealed class FloorTests() : FloorFacts(House)
{
    private static readonly Floors House = new(
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
