namespace Slipway.Images.Packing;

/// <summary>One entry of a layer.</summary>
/// <param name="Path">Where it goes below the image's application folder, with forward slashes.</param>
/// <param name="Source">The file to read, absolute.</param>
/// <param name="LinkTarget">For a symbolic link, where it points, relative to its own folder; else null.</param>
internal sealed record ImageFile(string Path, string Source, string? LinkTarget = null);
