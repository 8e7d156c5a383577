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

    /// <summary>Writes an attachment whose blobs exist, and makes sure that it is listed.</summary>
    /// <exception cref="Refusal">The registry does not take it.</exception>
    public async Task PutAsync(ImageReference repository, ArtifactManifest artifact, CancellationToken ct)
    {
        var subject = artifact.Subject
            ?? throw new ArgumentException("It is attached to nothing.", nameof(artifact));
        var place = repository with { Tag = null, Digest = artifact.Descriptor.Digest };
        if (await registries.PutManifestAsync(place, artifact.Bytes, artifact.MediaType, ct))
            return;
        // An index under the tag would never be read where the registry makes the list.
        var pinned = repository with { Tag = null, Digest = subject.Digest };
        if (await registries.FindReferrersAsync(pinned, null, ct) is null)
            await AddToTagAsync(pinned, artifact, ct);
    }

    // There is no lock on a tag. Who wrote between our reading and our writing is seen before it; who
    // overwrote us, after it.
    private async Task AddToTagAsync(ImageReference subject, ArtifactManifest artifact, CancellationToken ct)
    {
        for (var round = 0; round < MostRewrites; round++)
        {
            var (entries, digest) = await TaggedAsync(subject, ct);
            if (entries.Any(entry => entry.Manifest.Digest == artifact.Descriptor.Digest))
                return;
            var tag = TagReference(subject);
            var list = ReferrerIndex.With(entries, artifact);
            if (await registries.FindDigestAsync(tag, ct) == digest)
                await registries.PutManifestAsync(tag, list, MediaTypes.Index, ct);
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
