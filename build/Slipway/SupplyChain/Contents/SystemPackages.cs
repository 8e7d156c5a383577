namespace Slipway.SupplyChain.Contents;

/// <summary>What the layers of an image contain besides our program.</summary>
/// <param name="System">The operating system, as its os-release names it; null where there is none.</param>
/// <param name="Packages">Its packages, sorted by id.</param>
/// <param name="Programs">What its .NET programs say about themselves.</param>
/// <param name="Complete">Whether this is all that is installed, as far as is known.</param>
internal sealed record SystemPackages(
    Component? System,
    IReadOnlyList<Component> Packages,
    ComponentGraph Programs,
    bool Complete
)
{
    public static SystemPackages None { get; } = new(null, [], ComponentGraph.Empty, Complete: true);

    public static SystemPackages Unknown { get; } = None with { Complete = false };
}
