using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.SupplyChain;
using Slipway.SupplyChain.Signing;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>Attaches and signs images after their upload; several in parallel.</summary>
internal sealed class ImageAttestation(
    Workspace workspace,
    RegistryClient registries,
    string layout,
    SigningKey? key
)
{
    private readonly Attestation _attestation = new(
        registries,
        workspace.Reporter,
        workspace.Temporary / "base-contents"
    );
    private readonly ImageSigning _signing = new(registries);
    private int _attached;
    private int _signed;
    private int _unsigned;

    /// <summary>Attaches documents and signatures that are missing.</summary>
    public async Task AddAsync(BuiltImage image, PushedImage pushed)
    {
        if (await _attestation.AttachAsync(image, pushed, layout, Invocation(), workspace.Stop))
            Interlocked.Increment(ref _attached);
        if (key is null)
            return;
        if (image.Home is not null && !await _signing.IsSignedAsync(pushed.Reference, key, workspace.Stop))
        {
            workspace.Reporter.Warning(
                $"{image.Service} is not signed: it was not built by this run, so its contents are "
                    + "unverified. Pass the key to ContainerBuild as well to build and sign it here."
            );
        }
        else
            Count(await _signing.SignAsync(pushed.Reference, key, workspace.Stop), pushed.Reference);
    }

    private void Count(SigningResult result, ImageReference image)
    {
        if (result == SigningResult.Signed)
            Interlocked.Increment(ref _signed);
        if (result != SigningResult.TagIsFixed)
            return;
        Interlocked.Increment(ref _unsigned);
        workspace.Reporter.Warning(FixedTag.SignatureWarning(image));
    }

    /// <summary>Reports what was attached and signed.</summary>
    public void Report(int images)
    {
        if (_attached > 0)
            workspace.Reporter.Info($"Attached SBOM and provenance to {_attached} of {images} images");
        if (key is not null)
        {
            workspace.Reporter.Info(
                _signed + _unsigned == 0
                    ? $"All {images} images are already signed with this key"
                    : $"Signed {_signed} of {images} images"
            );
        }
    }

    private string? Invocation() => CiRun.Of(workspace.Variables)?.Url;
}
