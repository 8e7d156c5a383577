using System.Collections.Concurrent;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Reporting;
using Slipway.SupplyChain.Contents;
using Slipway.SupplyChain.Provenance;
using Slipway.Values;

namespace Slipway.SupplyChain;

/// <summary>
/// Attaches to an image what it is made of (CycloneDX) and how it came to be (SLSA provenance), once: an
/// image that is only reused gets nothing new.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="reporter">Receives what is attached.</param>
/// <param name="cacheFolder">Where what was found in base images is kept; may be deleted at any time.</param>
public sealed class Attestation(RegistryClient registries, IReporter reporter, string cacheFolder)
{
    private static readonly Dictionary<string, string> s_none = [];

    private static readonly Dictionary<string, string> s_provenance = new()
    {
        [Annotations.PredicateType] = SlsaProvenance.Predicate,
    };

    private readonly BlobTransfer _blobs = new(registries);
    private readonly Referrers _referrers = new(registries, reporter);
    private readonly BaseContents _contents = new(registries, reporter, cacheFolder);
    private readonly ConcurrentDictionary<ImageReference, Lazy<Task<SystemPackages>>> _bases = new();

    /// <summary>Attaches what is missing to an image that was built here and pushed.</summary>
    /// <param name="image">What an <see cref="ImageBuild"/> made.</param>
    /// <param name="pushed">Where it is now.</param>
    /// <param name="layoutFolder">The folder that it was built into.</param>
    /// <param name="invocation">The run of the CI that built it, as an address; null for none.</param>
    /// <param name="ct">Cancels the operation; the next push resumes.</param>
    /// <returns>Whether anything was attached.</returns>
    /// <exception cref="Refusal">The registry does not take part.</exception>
    public async Task<bool> AttachAsync(
        BuiltImage image,
        PushedImage pushed,
        string layoutFolder,
        string? invocation,
        CancellationToken ct
    )
    {
        var builds = new BuildRecords(layoutFolder);
        var subject = pushed.Reference with { Tag = null };
        if (
            builds.Find(image.Service, subject.Digest.ToString()!) is not { } build
            || (!pushed.New && build.AttachedIn.Contains(subject.Name))
        )
            return false;
        var manifest = await registries.FindManifestAsync(subject, ct) ?? throw CopyRefusal.Unknown(subject);
        var described = new Descriptor(manifest.MediaType, manifest.Digest, manifest.Bytes.Length);
        var present = await _referrers.ListAsync(subject, null, ct);

        var missing = new List<(ArtifactManifest Artifact, byte[] Content)>();
        if (!present.Any(artifact => artifact.ArtifactType == MediaTypes.CycloneDx))
        {
            missing.Add(
                Artifact(MediaTypes.CycloneDx, await SbomAsync(image, subject, build, ct), described, s_none)
            );
        }
        if (!present.Any(IsProvenance))
        {
            var statement = SlsaProvenance.Write(image.Service, subject, BasesOf(image), build, invocation);
            missing.Add(Artifact(MediaTypes.InToto, statement, described, s_provenance));
        }
        var unlisted = await AddAsync(subject, missing, ct);
        if (unlisted.Count > 0)
        {
            // Not remembered as done, so that the next push says so again.
            reporter.Warning(FixedTag.Warning(subject, unlisted));
            return unlisted.Count < missing.Count;
        }
        builds.Save(image.Service, build with { AttachedIn = [.. build.AttachedIn.Union([subject.Name])] });
        return missing.Count > 0;
    }

    // Those of the platforms are different images.
    private static IReadOnlyList<ImageReference> BasesOf(BuiltImage image) =>
        [.. image.Parts.Append(image).Select(part => part.Base).OfType<ImageReference>().Distinct()];

    private static bool IsProvenance(ArtifactManifest artifact) =>
        artifact.ArtifactType == MediaTypes.InToto
        && artifact.Annotations.GetValueOrDefault(Annotations.PredicateType) == SlsaProvenance.Predicate;

    // A Dockerfile's result is known by its layers alone; with a project, only the base is unknown.
    private async Task<byte[]> SbomAsync(
        BuiltImage image,
        ImageReference subject,
        BuildRecord build,
        CancellationToken ct
    )
    {
        var basis = BasesOf(image).FirstOrDefault();
        if (build.Contents is { } program)
        {
            var below = basis is not null
                ? await _bases.GetOrAdd(basis, _ => new(() => _contents.ReadAsync(basis, ct))).Value
                : SystemPackages.None;
            return CycloneDx.Write(image.Service, subject.Digest!.Value, program, basis, below);
        }
        // The platforms of an index differ in little but the machine code.
        var layers = (image.Parts.FirstOrDefault() ?? image).Blobs.Skip(1).ToList();
        var all = await new ImageContents(registries, reporter).ReadAsync(subject, layers, ct);
        return CycloneDx.Write(image.Service, subject.Digest!.Value, all.Programs, basis, all);
    }

    private static (ArtifactManifest Artifact, byte[] Content) Artifact(
        string type,
        byte[] content,
        Descriptor subject,
        IReadOnlyDictionary<string, string> annotations
    )
    {
        var blob = new Descriptor(type, Digest.Of(content), content.Length);
        return (ArtifactManifest.Create(type, [blob], subject, annotations), content);
    }

    private async Task<IReadOnlyList<ArtifactManifest>> AddAsync(
        ImageReference subject,
        IReadOnlyList<(ArtifactManifest Artifact, byte[] Content)> missing,
        CancellationToken ct
    )
    {
        if (missing.Count == 0)
            return [];
        await Task.WhenAll(
            missing
                .Select(one => _blobs.SendAsync(subject, one.Artifact.Layers.Single(), one.Content, ct))
                .Append(_blobs.SendAsync(subject, ArtifactManifest.Empty, ArtifactManifest.EmptyConfig, ct))
        );
        var unlisted = await _referrers.PutAsync(subject, [.. missing.Select(one => one.Artifact)], ct);
        foreach (var (artifact, content) in missing.Where(one => !unlisted.Contains(one.Artifact)))
        {
            reporter.Detail(
                $"{subject.Name}: {artifact.ArtifactType} ({content.Length:N0} bytes) is attached to "
                    + $"{subject.Digest!.Value.Short}."
            );
        }
        return unlisted;
    }
}
