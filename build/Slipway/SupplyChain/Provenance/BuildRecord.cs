using Slipway.SupplyChain.Contents;
using Slipway.Versioning;

namespace Slipway.SupplyChain.Provenance;

/// <summary>What is known of a build when it ends, kept beside the image until it is pushed.</summary>
/// <param name="Image">The image's digest.</param>
/// <param name="Builder">Who built it: <c>dotnet</c> or <c>docker</c>.</param>
/// <param name="Started">When the build began.</param>
/// <param name="Finished">When it ended.</param>
/// <param name="Source">What was checked out; null where that is not known.</param>
/// <param name="Sdk">The version of the .NET SDK; null for a Dockerfile.</param>
/// <param name="Inputs">
/// The digest of everything that the image is a function of; null where not known.
/// </param>
/// <param name="Contents">What the service is made of; null where only the layers can tell.</param>
internal sealed record BuildRecord(
    string Image,
    string Builder,
    DateTimeOffset Started,
    DateTimeOffset Finished,
    SourceOrigin? Source,
    string? Sdk,
    string? Inputs,
    ComponentGraph? Contents
)
{
    /// <summary>The repositories in which the image has its statements already.</summary>
    public IReadOnlyList<string> AttachedIn { get; init; } = [];
}
