using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>A manifest or an index as a registry gave it, already checked against its digest.</summary>
internal sealed record ReceivedManifest(ReadOnlyMemory<byte> Bytes, string MediaType)
{
    public Digest Digest => Digest.Of(Bytes.Span);

    public bool IsIndex => MediaTypes.IsIndex(MediaType);
}
