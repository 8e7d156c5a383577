namespace Slipway.SupplyChain.Contents;

/// <summary>Something that an image is made of.</summary>
/// <param name="Id">Tells it apart: its package URL (purl), where it has one.</param>
/// <param name="Kind">The type that CycloneDX gives it: <c>library</c>, <c>application</c> ...</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record Component(string Id, string Kind, string Name, string Version)
{
    /// <summary>
    /// The package's SHA-512, in lower-case hexadecimal digits; null where it is not known.
    /// </summary>
    public string? Sha512 { get; init; }

    /// <summary>An SPDX licence expression, as the package states it; null where it states none.</summary>
    public string? License { get; init; }

    /// <summary>Whether it takes part in the build alone and is not in the image.</summary>
    public bool BuildOnly { get; init; }

    /// <summary>The ids of what it needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    public bool IsAssembly => Id.StartsWith("assembly:", StringComparison.Ordinal);

    public bool IsPurl => Id.StartsWith("pkg:", StringComparison.Ordinal);

    /// <summary>A NuGet package (purl specification, type nuget).</summary>
    public static Component NuGet(string id, string version) =>
        new($"pkg:nuget/{Uri.EscapeDataString(id)}@{Uri.EscapeDataString(version)}", "library", id, version);

    /// <summary>A file with .NET code whose package is unknown.</summary>
    public static Component Assembly(string name, string version) =>
        new($"assembly:{name}@{version}", "library", name, version);
}

/// <summary>What a service is made of.</summary>
/// <param name="Direct">The ids of what it names itself.</param>
/// <param name="Components">Everything, each once.</param>
internal sealed record ComponentGraph(IReadOnlyList<string> Direct, IReadOnlyList<Component> Components)
{
    public static ComponentGraph Empty { get; } = new([], []);

    /// <summary>Both together.</summary>
    public ComponentGraph With(ComponentGraph other) =>
        new(
            [.. Direct.Union(other.Direct)],
            [.. Components.Concat(other.Components).DistinctBy(component => component.Id)]
        );
}
