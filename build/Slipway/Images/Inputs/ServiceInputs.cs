namespace Slipway.Images.Inputs;

/// <summary>Everything that an image is a function of.</summary>
/// <param name="Sdk">The version of the .NET SDK that compiled it; empty for a Dockerfile.</param>
/// <param name="Base">The digest of the base image; empty for an empty base.</param>
/// <param name="Packer">What packed it.</param>
/// <param name="Projects">The folders of the projects, relative to the repository.</param>
/// <param name="Files">Each source file, relative to the repository, with the digest of its content.</param>
/// <param name="Settings">What <c>service.yaml</c> says about the build, by key.</param>
internal sealed record ServiceInputs(
    string Sdk, string Base, string Packer,
    IReadOnlyList<string> Projects, IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string>? Settings = null)
{
    private static readonly Dictionary<string, string> s_none = [];

    /// <summary>
    /// The first difference, as "services/rating/Program.cs changed"; null where there is none.
    /// </summary>
    public string? WhatChanged(ServiceInputs now)
    {
        if (Packer != now.Packer)
            return "this build packs in another way now";
        if (Sdk != now.Sdk)
            return $"the .NET SDK changed from {Sdk} to {now.Sdk}";
        if (Base != now.Base)
            return "the base image changed";
        return FirstChange(Settings ?? s_none, now.Settings ?? s_none) ?? FirstChange(Files, now.Files);
    }

    private static string? FirstChange(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        foreach (var name in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            if (!now.TryGetValue(name, out var present))
                return $"{name} is gone";
            if (!before.TryGetValue(name, out var earlier))
                return $"{name} is new";
            if (earlier != present)
                return $"{name} changed";
        }
        return null;
    }
}
