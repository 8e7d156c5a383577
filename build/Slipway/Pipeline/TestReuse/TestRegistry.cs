using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Pipeline.TestReuse;

/// <summary>
/// Shares through the registry which tests passed on which inputs, beside the images of a service: the tag
/// <c>tests-&lt;digest of the inputs&gt;</c> leads to an artifact with the proof; it is written once and never
/// moved. A proof of somebody else counts as an image of somebody else does: where the environment trusts a
/// key alone, only if it is signed with that key.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="reporter">Receives a warning when the registry cannot be reached.</param>
/// <param name="trustedBy">The key that a proof must be signed with; null for none.</param>
/// <param name="key">Signs proofs; null to leave them unsigned.</param>
internal sealed class TestRegistry(
    RegistryClient registries,
    IReporter reporter,
    PublicKey? trustedBy,
    SigningKey? key
)
{
    private const string ArtifactType = "application/vnd.slipway.tests.v1+json";
    private const int Limit = 16 * 1024 * 1024;

    private readonly BlobTransfer _blobs = new(registries);
    private int _told;

    /// <summary>The proof for these inputs; null where there is none that counts.</summary>
    /// <param name="repository">The repository of a service that is tested.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="ct">Cancels the operation.</param>
    public Task<TestProof?> FindAsync(
        ImageReference repository,
        ServiceInputs inputs,
        CancellationToken ct
    ) =>
        AskAsync(async () =>
        {
            var tag = TagOf(repository, inputs);
            if (
                await registries.FindManifestAsync(tag, ct) is not { } received
                || ImageManifest.Parse(received.Bytes, received.MediaType).Layers is not [{ } layer]
                || layer.MediaType != ArtifactType
                || await registries.FindBlobAsync(tag, layer, Limit, ct) is not { } content
            )
                return null;
            var proof = TestProof.Parse(content);
            return
                proof.Inputs.Digest == inputs.Digest
                && await IsTrustedAsync(tag with { Tag = null, Digest = received.Digest }, ct)
                ? proof
                : null;
        });

    /// <summary>Writes a proof down, unless there is one that counts.</summary>
    public Task SaveAsync(ImageReference repository, TestProof proof, CancellationToken ct) =>
        AskAsync<object>(async () =>
        {
            var tag = TagOf(repository, proof.Inputs);
            var content = proof.ToBytes();
            var layer = new Descriptor(ArtifactType, Digest.Of(content), content.Length);
            var artifact = ImageManifest.Create(
                ArtifactManifest.Empty,
                [layer],
                new Dictionary<string, string>(),
                ArtifactType
            );
            if (await registries.FindDigestToWriteAsync(tag, ct) is null)
            {
                await _blobs.SendAsync(tag, ArtifactManifest.Empty, ArtifactManifest.EmptyConfig, ct);
                await _blobs.SendAsync(tag, layer, content, ct);
                await registries.PutManifestAsync(tag, artifact.Bytes, MediaTypes.Manifest, ct);
            }
            // Only what was written here is vouched for: an earlier proof of the same inputs may be anybody's.
            if (key is not null && await registries.FindDigestAsync(tag, ct) == artifact.Digest)
            {
                var written = tag with { Tag = null, Digest = artifact.Digest };
                await new ImageSigning(registries).SignAsync(written, key, ct);
            }
            return null;
        });

    private static ImageReference TagOf(ImageReference repository, ServiceInputs inputs) =>
        repository with
        {
            Tag = $"tests-{inputs.Digest.Hex}",
            Digest = null,
        };

    private async Task<bool> IsTrustedAsync(ImageReference proof, CancellationToken ct)
    {
        if (
            trustedBy is null
            || await new CosignSignatures(registries).WhyNotAsync(proof, trustedBy, ct) is not { } reason
        )
            return true;
        reporter.Detail($"The tests run, because the proof {proof} {reason}.");
        return false;
    }

    private async Task<T?> AskAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (FormatException)
        {
            // Someone else's tag of that name.
            return null;
        }
        catch (Refusal refusal)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
                reporter.Detail($"Test results cannot be shared with other machines now: {refusal.What}");
            return null;
        }
    }
}
