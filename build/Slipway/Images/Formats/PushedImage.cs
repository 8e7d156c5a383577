using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>An image in a registry.</summary>
/// <param name="Reference">Where it is, with version and digest.</param>
/// <param name="New">Whether the repository did not have it before.</param>
/// <param name="BytesUploaded">What was sent for it: blobs and manifest.</param>
public sealed record PushedImage(ImageReference Reference, bool New, long BytesUploaded);
