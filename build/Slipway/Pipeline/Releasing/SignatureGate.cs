using Slipway.Environments;
using Slipway.Manifests;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>
/// Lets only signed images through, where the environment requires it. What counts is what the pods will run,
/// by digest: every image of the manifests, third-party ones too.
/// </summary>
internal sealed class SignatureGate(DeliveryContext context)
{
    /// <exception cref="ImagesUntrustedException">Images lack the signature; all of them are listed.</exception>
    public async Task RequireAsync(IReadOnlyList<KubeObject> objects, CancellationToken cancellation)
    {
        if (context.Environment.SignedBy is not { } trusted)
            return;
        var signatures = context.Signatures
            ?? throw new InvalidOperationException(
                "The environment requires signatures, but there is nothing to verify them with."
            );
        var images = ImagesOf(objects, context.Environment.ImagePaths);
        var untrusted = await signatures.FindUntrustedAsync(images, trusted, cancellation);
        if (untrusted.Count > 0)
            throw new ImagesUntrustedException(untrusted, context.Environment.Name);
        context.Reporter.Info(
            $"All {images.Count} images are signed by the key of {context.Environment.Name}"
        );
    }

    // Anything else was refused long before, or the cluster will not run it either.
    internal static IReadOnlyList<ImageReference> ImagesOf(
        IReadOnlyList<KubeObject> objects,
        IReadOnlyList<ImagePath> paths
    ) =>
        [
            .. objects
                .SelectMany(obj => ImageFields.References(obj, paths))
                .Distinct()
                .OrderBy(image => $"{image}", StringComparer.Ordinal),
        ];
}
