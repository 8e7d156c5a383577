using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>A layer in a layout.</summary>
/// <param name="Descriptor">The compressed layer.</param>
/// <param name="DiffId">The digest of the tar inside (OCI image-spec, layer DiffID).</param>
internal sealed record PackedLayer(Descriptor Descriptor, Digest DiffId);
