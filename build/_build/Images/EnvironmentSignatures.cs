using Slipway.Images.Registries;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>Verifies signatures with the credentials of an environment's registry.</summary>
/// <param name="open">Opens a client for the registries.</param>
internal sealed class EnvironmentSignatures(Func<RegistryClient> open) : ISignatures
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<UntrustedImage>> FindUntrustedAsync(
        IReadOnlyCollection<ImageReference> images,
        PublicKey trusted,
        CancellationToken ct
    )
    {
        using var registries = open();
        return await new CosignSignatures(registries).FindUntrustedAsync(images, trusted, ct);
    }
}
