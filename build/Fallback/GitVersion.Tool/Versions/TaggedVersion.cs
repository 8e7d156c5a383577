using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>A version that a tag gives to a commit.</summary>
internal sealed record TaggedVersion(SemanticVersion Version, string Commit)
{
    /// <summary>The tags that stand for versions, highest version first.</summary>
    public static IReadOnlyList<TaggedVersion> Of(IEnumerable<Tag> tags, TagPrefix prefix) =>
        [
            .. from tag in tags
            let version = prefix.VersionOf(tag.Name)
            where version is not null
            orderby version descending
            select new TaggedVersion(version, tag.Commit),
        ];

    /// <summary>
    /// Whether a branch with this label goes on from here: from each release, and from its own pre-releases.
    /// </summary>
    public bool IsFor(string label) =>
        Version.PreRelease is not { } preRelease
        || preRelease.Label.Equals(label, StringComparison.OrdinalIgnoreCase);
}
