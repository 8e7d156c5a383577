using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>Finds images without a trusted signature.</summary>
public interface ISignatures
{
    /// <summary>Looks at images by digest.</summary>
    /// <param name="images">The images; one without a digest counts as unsigned.</param>
    /// <param name="trusted">The key whose signature they need.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>Those that lack it, with the reason.</returns>
    /// <exception cref="Refusal">A registry cannot be reached.</exception>
    Task<IReadOnlyList<UntrustedImage>> FindUntrustedAsync(
        IReadOnlyCollection<ImageReference> images,
        PublicKey trusted,
        CancellationToken ct
    );
}

/// <summary>An image without a valid signature.</summary>
/// <param name="Image">The image.</param>
/// <param name="Reason">Why, as the rest of a sentence that begins with the image.</param>
public sealed record UntrustedImage(ImageReference Image, string Reason);
