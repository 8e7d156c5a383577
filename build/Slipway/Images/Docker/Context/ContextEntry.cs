using Slipway.Images.Packing;

namespace Slipway.Images.Docker.Context;

/// <summary>Something in a build context.</summary>
/// <param name="Path">Its path in the context, with forward slashes.</param>
/// <param name="Source">Where it is, absolute.</param>
internal abstract record ContextEntry(string Path, string Source)
{
    /// <summary>Changes with everything of the entry that is sent to the engine.</summary>
    public abstract string Fingerprint { get; }
}

internal sealed record ContextFolder(string Path, string Source) : ContextEntry(Path, Source)
{
    public override string Fingerprint => "folder";
}

/// <summary>A symbolic link; the engine resolves it within the context.</summary>
internal sealed record ContextLink(string Path, string Source, string Target) : ContextEntry(Path, Source)
{
    public override string Fingerprint => $"link to {Target}";
}

/// <summary>A file; its stamp is from before its digest was computed.</summary>
internal sealed record ContextFile(
    string Path,
    string Source,
    FileStamp Stamp,
    string Digest,
    bool Executable
) : ContextEntry(Path, Source)
{
    public override string Fingerprint => Executable ? $"program {Digest}" : Digest;
}
