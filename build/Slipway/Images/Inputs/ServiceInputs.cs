namespace Slipway.Images.Inputs;

/// <summary>Everything that an image is a function of.</summary>
/// <param name="Sdk">The version of the .NET SDK that compiled it.</param>
/// <param name="Base">The digest of the base image; empty for an empty base.</param>
/// <param name="Packer">What packed it.</param>
/// <param name="Projects">The folders of the projects, relative to the repository.</param>
/// <param name="Files">Each source file, relative to the repository, with the digest of its content.</param>
internal sealed record ServiceInputs(
    string Sdk, string Base, string Packer,
    IReadOnlyList<string> Projects, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>
    /// The first difference, as "services/rating/Program.cs changed"; null where there is none.
    /// </summary>
    public string? WhatChanged(ServiceInputs now)
    {
        if (Sdk != now.Sdk)
            return $"the .NET SDK changed from {Sdk} to {now.Sdk}";
        if (Base != now.Base)
            return "the base image changed";
        if (Packer != now.Packer)
            return "this build packs in another way now";
        foreach (var file in Files.Keys.Union(now.Files.Keys).Order(StringComparer.Ordinal))
        {
            if (!now.Files.TryGetValue(file, out var present))
                return $"{file} is gone";
            if (!Files.TryGetValue(file, out var before))
                return $"{file} is new";
            if (before != present)
                return $"{file} changed";
        }
        return null;
    }
}
