using Slipway.Images.Formats;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// What is attached to images (OCI distribution-spec 1.1, referrers): listed by the registry itself, or,
/// where it has no such API, in an index that clients keep under the tag <c>sha256-&lt;hex&gt;</c>.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="reporter">Receives warnings about lists that are wrong.</param>
internal sealed class Referrers(RegistryClient registries, IReporter reporter)
{
    private const int MostAttachments = 1000;
    private const int MostRewrites = 10;

    /// <summary>The tag under which clients keep the list (referrers tag schema).</summary>
    public static string TagOf(Digest subject) => $"sha256-{subject.Hex}";

    /// <summary>
    /// What is attached to an image. Each manifest was read: a line of the list that leads to nothing, or to
    /// what is attached to something else, is reported and left out.
    /// </summary>
    /// <param name="subject">The image, by digest.</param>
    /// <param name="artifactType">The type that is wanted; null for all.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">The registry cannot be read, or changed what it lists.</exception>
    public async Task<IReadOnlyList<ArtifactManifest>> ListAsync(
        ImageReference subject,
        string? artifactType,
        CancellationToken ct
    )
    {
        var entries = await registries.FindReferrersAsync(subject, artifactType, ct)
            ?? (await TaggedAsync(subject, ct)).Entries;
        if (entries.Count > MostAttachments)
        {
            throw RegistryRefusal.Unintelligible(
                subject.ToString(),
                $"it lists more than {MostAttachments} attachments."
            );
        }
        var found = new List<ArtifactManifest>();
        foreach (var entry in entries.DistinctBy(entry => entry.Manifest.Digest))
        {
            // A registry may ignore the filter; what the list does not say, the manifest does.
            if (
                artifactType is not null
                && entry.ArtifactType is not null
                && entry.ArtifactType != artifactType
            )
                continue;
            if (
                await ReadAsync(subject, entry, ct) is { } artifact
                && (artifactType is null || artifact.ArtifactType == artifactType)
            )
                found.Add(artifact);
        }
        return found;
    }

    /// <summary>
    /// Writes attachments of one image, whose blobs exist, and makes sure that they are listed. Where clients
    /// keep the list, it is written once for all: there may be no second time.
    /// </summary>
    /// <param name="subject">The image, by digest.</param>
    /// <param name="artifacts">What is attached to it.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>Those that cannot be listed, because the list is there and its tag cannot be moved.</returns>
    /// <exception cref="Refusal">The registry does not take it.</exception>
    public async Task<IReadOnlyList<ArtifactManifest>> PutAsync(
        ImageReference subject,
        IReadOnlyList<ArtifactManifest> artifacts,
        CancellationToken ct
    )
    {
        if (artifacts.FirstOrDefault(artifact => artifact.Subject?.Digest != subject.Digest) is { } stray)
            throw new ArgumentException(
                $"{stray.Descriptor.Digest} is attached to something else.",
                nameof(artifacts)
            );
        var open = new List<ArtifactManifest>();
        foreach (var artifact in artifacts)
        {
            var place = subject with { Tag = null, Digest = artifact.Descriptor.Digest };
            if (!await registries.PutManifestAsync(place, artifact.Bytes, artifact.MediaType, ct))
                open.Add(artifact);
        }
        // An index under the tag would never be read where the registry makes the list.
        return
            open.Count == 0
            || await registries.FindReferrersAsync(subject with { Tag = null }, null, ct) is not null
            ? []
            : await AddToTagAsync(subject with { Tag = null }, open, ct);
    }

    // There is no lock on a tag. Who wrote between our reading and our writing is seen before it; who
    // overwrote us, after it.
    private async Task<IReadOnlyList<ArtifactManifest>> AddToTagAsync(
        ImageReference subject,
        IReadOnlyList<ArtifactManifest> artifacts,
        CancellationToken ct
    )
    {
        var tag = new MovingTag(registries, TagReference(subject));
        for (var round = 0; round < MostRewrites; round++)
        {
            var (entries, digest) = await TaggedAsync(subject, ct);
            var listed = entries.Select(entry => entry.Manifest.Digest).ToHashSet();
            var missing = artifacts.Where(artifact => !listed.Contains(artifact.Descriptor.Digest)).ToList();
            if (missing.Count == 0)
                return [];
            var list = ReferrerIndex.With(entries, missing);
            if (await tag.WriteAsync(digest, list, MediaTypes.Index, ct) == TagWrite.Fixed)
                return missing;
        }
        throw RegistryRefusal.Contended(TagReference(subject).ToString());
    }

    private async Task<(IReadOnlyList<ReferrerEntry> Entries, Digest? Digest)> TaggedAsync(
        ImageReference subject,
        CancellationToken ct
    )
    {
        var tag = TagReference(subject);
        if (await registries.FindManifestAsync(tag, ct) is not { } received)
            return ([], null);
        try
        {
            return (ReferrerIndex.Parse(received.Bytes.Span), received.Digest);
        }
        catch (FormatException e)
        {
            throw RegistryRefusal.Unintelligible(tag.ToString(), e.Message);
        }
    }

    private async Task<ArtifactManifest?> ReadAsync(
        ImageReference subject,
        ReferrerEntry entry,
        CancellationToken ct
    )
    {
        var place = subject with { Tag = null, Digest = entry.Manifest.Digest };
        if (await registries.FindManifestAsync(place, ct) is not { } received)
        {
            reporter.Warning(
                $"{subject.Name}: {entry.Manifest.Digest} is listed as attached to "
                    + $"{subject.Digest}, but does not exist; skipped."
            );
            return null;
        }
        try
        {
            var artifact = ArtifactManifest.Parse(received.Bytes, received.MediaType);
            if (artifact.Subject?.Digest == subject.Digest)
                return artifact;
            reporter.Warning(
                $"{subject.Name}: {entry.Manifest.Digest} is listed as attached to "
                    + $"{subject.Digest}, but is not; skipped."
            );
            return null;
        }
        catch (FormatException e)
        {
            throw RegistryRefusal.Unintelligible(place.ToString(), e.Message);
        }
    }

    private static ImageReference TagReference(ImageReference subject) =>
        subject with
        {
            Tag = TagOf(subject.Digest!.Value),
            Digest = null,
        };
}
