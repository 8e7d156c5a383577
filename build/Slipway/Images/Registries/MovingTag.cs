using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// A tag that clients rewrite when its content grows: the list of attachments, cosign's signatures. Some
/// registries never move a tag, whoever asks.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="tag">The tag.</param>
internal sealed class MovingTag(RegistryClient registries, ImageReference tag)
{
    /// <summary>Points the tag to a new manifest, if nobody else did so in the meantime.</summary>
    /// <param name="before">What it pointed to when its content was read; null where it was not there.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="mediaType">Its type.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">The registry refuses for another reason.</exception>
    public async Task<TagWrite> WriteAsync(
        Digest? before,
        ReadOnlyMemory<byte> manifest,
        string mediaType,
        CancellationToken ct
    )
    {
        if (await registries.FindDigestAsync(tag, ct) != before)
            return TagWrite.Raced;
        try
        {
            await registries.PutManifestAsync(tag, manifest, mediaType, ct);
            return TagWrite.Written;
        }
        catch (RegistryRefusal refusal) when (refusal.RefusesContent)
        {
            // Whoever was faster took the one chance there is; then what they wrote is to be read first.
            var now = await registries.FindDigestAsync(tag, ct);
            if (now is null)
                throw;
            return now == before ? TagWrite.Fixed : TagWrite.Raced;
        }
    }
}

/// <summary>What became of a write to a tag.</summary>
internal enum TagWrite
{
    /// <summary>The registry took it; whether somebody overwrote it is to be seen.</summary>
    Written,

    /// <summary>Somebody else wrote in the meantime.</summary>
    Raced,

    /// <summary>The tag stays where it is: this registry does not move it.</summary>
    Fixed,
}
