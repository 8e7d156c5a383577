using System.Text;
using Slipway.Values;

namespace Slipway.Versioning;

/// <summary>Which version of the sources a working tree holds.</summary>
/// <param name="SemVer">
/// The version (Semantic Versioning 2.0.0) without build metadata: that of the commit's tag, for example
/// <c>1.4.0</c>, else one that ends in the commit's id, <c>1.4.1-rating-speed.3.g0a1b2c3</c>. With uncommitted
/// changes <c>.dirty.1a2b3c4d</c> follows, <c>-dirty.1a2b3c4d</c> behind a release.
/// </param>
/// <param name="FullSemVer">The same with build metadata, where the configured mode gives any.</param>
/// <param name="Commit">The full id of the commit.</param>
/// <param name="Branch">The branch; <c>(no branch)</c> for a commit that is on none or on several.</param>
/// <param name="Author">The name of the commit's author.</param>
/// <param name="DirtyHash">Eight hexadecimal digits for the content of uncommitted changes; null where there
/// are none.</param>
public sealed record SourceVersion(
    string SemVer,
    string FullSemVer,
    string Commit,
    string Branch,
    string Author,
    string? DirtyHash
)
{
    // OCI distribution-spec: a tag is [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}.
    private const int LongestTag = 128;

    /// <summary>The first seven digits of the commit's id.</summary>
    public string ShortCommit => Commit[..7];

    /// <summary>Whether there are uncommitted changes.</summary>
    public bool Dirty => DirtyHash is not null;

    /// <summary>
    /// The version as an image's tag (OCI distribution-spec): <see cref="FullSemVer"/> with <c>_</c> for the
    /// <c>+</c> that a
    /// tag cannot hold. A tag may have 128 characters; of a longer version the first 119 are kept, followed
    /// by <c>-</c> and
    /// eight digits of the whole version's digest, so that different versions keep different tags.
    /// </summary>
    public string ImageTag
    {
        get
        {
            var tag = FullSemVer.Replace('+', '_');
            return tag.Length <= LongestTag
                ? tag
                : $"{tag[..(LongestTag - 9)]}-{Digest.Of(Encoding.UTF8.GetBytes(FullSemVer)).Hex[..8]}";
        }
    }

    /// <summary>The version with its commit and branch, for people.</summary>
    public string Display => $"{FullSemVer} (commit {ShortCommit} on {Branch})";
}
