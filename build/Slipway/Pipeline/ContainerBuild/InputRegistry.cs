using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>
/// Remembers in the registry, beside each image, what it was made from, so that another machine finds the
/// image of the same inputs. The tag <c>inputs-&lt;digest of the inputs&gt;</c> leads to an artifact that
/// names the image and lists the inputs; it is written once and never moved. The tag <c>inputs</c> leads to
/// the latest one, for comparison alone; it stays as it is where the registry does not let tags move.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="repository">The repository of a service's images.</param>
/// <param name="reporter">Receives a warning when the registry cannot be reached.</param>
/// <param name="trustedBy">The key that an image must be signed with to be found; null for none.</param>
internal sealed class InputRegistry(
    RegistryClient registries,
    Func<string, ImageReference> repository,
    IReporter reporter,
    PublicKey? trustedBy = null
)
{
    private const string ArtifactType = "application/vnd.slipway.inputs.v1+json";
    private const string Latest = "inputs";
    private const int Limit = 16 * 1024 * 1024;

    private readonly BlobTransfer _blobs = new(registries);
    private volatile bool _lost;
    private int _told;

    /// <summary>The repository of a service's images.</summary>
    public ImageReference Of(string service) => repository(service);

    /// <summary>
    /// The image that was made from these inputs, as the registry still has it; null where there is none. A
    /// registry that cannot be reached has none; that is reported, and it is not tried again. A repository
    /// that is closed to us does not rule out the others: some registries answer so for one that does not
    /// exist.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="layout">Gets the image's manifest and configuration.</param>
    /// <param name="ct">Cancels the operation.</param>
    public Task<Descriptor?> FindAsync(
        string service,
        ServiceInputs inputs,
        OciLayout layout,
        CancellationToken ct
    ) =>
        AskAsync(async () =>
        {
            var tag = repository(service) with { Tag = TagOf(inputs) };
            if (
                await registries.FindManifestAsync(tag, ct) is not { } received
                || ImageManifest.Parse(received.Bytes, received.MediaType) is not { } artifact
                || !artifact.Annotations.TryGetValue(Annotations.InputsOf, out var named)
                || !Digest.TryParse(named, out var digest)
            )
                return null;
            // Says that the artifact is about these inputs and this image, and nothing else.
            var record = Digest.Of(new InputRecord(digest, inputs).ToBytes());
            return
                artifact.Layers is [{ } layer]
                && layer.Digest == record
                && await IsTrustedAsync(repository(service) with { Digest = digest }, ct)
                ? await new ImageFetch(registries, layout).FetchAsync(repository(service), digest, ct)
                : null;
        });

    /// <summary>What the image that was pushed last was made from; null where that is unknown.</summary>
    public Task<InputRecord?> LatestAsync(string service, CancellationToken ct) =>
        AskAsync(async () =>
        {
            var tag = repository(service) with { Tag = Latest };
            if (
                await registries.FindManifestAsync(tag, ct) is not { } received
                || ImageManifest.Parse(received.Bytes, received.MediaType).Layers is not [{ } layer]
                || layer.MediaType != ArtifactType
                || await registries.FindBlobAsync(tag, layer, Limit, ct) is not { } content
            )
                return null;
            return InputRecord.Parse(content);
        });

    /// <summary>Whether the registry has an image that is trusted; not where it cannot be reached.</summary>
    public async Task<bool> HasAsync(ImageReference image, CancellationToken ct) =>
        await AskAsync(async () =>
            await IsTrustedAsync(image, ct) ? (object?)await registries.FindDigestAsync(image, ct) : null
        )
            is not null;

    /// <summary>
    /// Writes down what an image was made from. Of two machines that do so at once for the same inputs the
    /// first wins, and both are right.
    /// </summary>
    public async Task SaveAsync(string service, InputRecord record, CancellationToken ct)
    {
        var tag = repository(service) with { Tag = TagOf(record.Inputs) };
        var content = record.ToBytes();
        var layer = new Descriptor(ArtifactType, Digest.Of(content), content.Length);
        var artifact = ImageManifest.Create(
            ArtifactManifest.Empty,
            [layer],
            new Dictionary<string, string> { [Annotations.InputsOf] = record.Image.ToString() },
            ArtifactType
        );
        await AskAsync<object>(async () =>
        {
            if (await registries.FindDigestAsync(tag, ct) != artifact.Digest)
            {
                await _blobs.SendAsync(tag, ArtifactManifest.Empty, ArtifactManifest.EmptyConfig, ct);
                await _blobs.SendAsync(tag, layer, content, ct);
                await registries.PutManifestAsync(tag, artifact.Bytes, MediaTypes.Manifest, ct);
            }
            await MoveLatestAsync(tag with { Tag = Latest }, artifact, ct);
            return null;
        });
    }

    private static string TagOf(ServiceInputs inputs) => $"inputs-{inputs.Digest.Hex}";

    private async Task MoveLatestAsync(ImageReference tag, ImageManifest artifact, CancellationToken ct)
    {
        try
        {
            if (await registries.FindDigestAsync(tag, ct) != artifact.Digest)
                await registries.PutManifestAsync(tag, artifact.Bytes, MediaTypes.Manifest, ct);
        }
        catch (RegistryRefusal refusal)
        {
            reporter.Detail(
                $"{tag} was not updated, so other machines cannot tell what changed: {refusal.What}"
            );
        }
    }

    private async Task<bool> IsTrustedAsync(ImageReference image, CancellationToken ct)
    {
        if (
            trustedBy is null
            || await new CosignSignatures(registries).WhyNotAsync(image, trustedBy, ct) is not { } reason
        )
            return true;
        reporter.Detail($"{image} is not reused: it {reason}.");
        return false;
    }

    private async Task<T?> AskAsync<T>(Func<Task<T?>> ask)
    {
        if (_lost)
            return default;
        try
        {
            return await ask();
        }
        catch (FormatException)
        {
            // Someone else's tag of that name.
            return default;
        }
        catch (RegistryRefusal refusal)
        {
            _lost |= !refusal.IsAboutRights;
            if (Interlocked.Exchange(ref _told, 1) == 0)
                reporter.Warning($"Images cannot be shared with other machines now: {refusal.What}");
            else
                reporter.Detail($"{refusal.Where} is not shared either: {refusal.What}");
            return default;
        }
    }
}
