using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.SupplyChain.Bundles;

/// <summary>
/// Everything that is promoted from one environment to another: which images, and the files that all environments'
/// manifests are rendered from. It is a function of the commit alone: the same commit gives the same bundle on every
/// machine.
/// </summary>
/// <param name="App">The application.</param>
/// <param name="Version">Its semantic version.</param>
/// <param name="Commit">The full id of the commit; null where there is none yet.</param>
/// <param name="Author">Who wrote that commit; null where it is not known.</param>
/// <param name="Services">Each service's image.</param>
/// <param name="Files">What manifests are rendered from, in the order of the paths.</param>
public sealed record ReleaseBundle(
    string App,
    string Version,
    string? Commit,
    string? Author,
    IReadOnlyDictionary<string, BundledImage> Services,
    IReadOnlyList<TreeFile> Files
)
{
    /// <summary>The repository of an application's bundles; no service can have this name.</summary>
    public static string RepositoryOf(string app) => $"{app}.bundle";
}

/// <summary>A service's image in a bundle.</summary>
/// <param name="Image">Its digest; SBOM, provenance and signature are attached to it (OCI referrers).</param>
/// <param name="Inputs">The digest of what it was built from; null where that is not known.</param>
public sealed record BundledImage(Digest Image, Digest? Inputs);
