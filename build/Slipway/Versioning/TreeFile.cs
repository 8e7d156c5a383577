namespace Slipway.Versioning;

/// <summary>A file as git has it.</summary>
/// <param name="Path">Its path with forward slashes, relative to the folder that the tree was read from.</param>
/// <param name="Content">Its bytes.</param>
public sealed record TreeFile(string Path, ReadOnlyMemory<byte> Content);
