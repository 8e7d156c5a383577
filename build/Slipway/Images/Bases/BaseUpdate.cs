using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Images.Bases;

/// <summary>Brings the lock file of base images up to date.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="registries">Where the images are.</param>
/// <param name="reporter">Receives what could not be read.</param>
public sealed class BaseUpdate(string repositoryRoot, RegistryClient registries, IReporter reporter)
{
    /// <summary>
    /// Asks the registries what the names stand for now, and writes that into the lock file. An image that
    /// cannot be looked up keeps its line; one that is no longer used loses it.
    /// </summary>
    /// <param name="images">The images that are built on; those with a digest are pinned anyway.</param>
    /// <param name="ct">Stops before the file is written.</param>
    public async Task<IReadOnlyList<BaseChange>> RunAsync(
        IEnumerable<ImageReference> images,
        CancellationToken ct
    )
    {
        var before = BaseLock.Read(repositoryRoot).Images;
        var names = images
            .Where(image => image.Digest is null)
            .Distinct()
            .OrderBy(BaseLock.NameOf, StringComparer.Ordinal)
            .ToList();
        var changes = await Task.WhenAll(
            names.Select(image => AskAsync(image, before.GetValueOrDefault(BaseLock.NameOf(image)), ct))
        );
        var named = names.Select(BaseLock.NameOf).ToHashSet(StringComparer.Ordinal);
        var unused = before
            .Where(entry => !named.Contains(entry.Key))
            .Select(entry => new BaseChange(entry.Key, entry.Value, null, null));

        var after = changes
            .Where(change => (change.After ?? change.Before) is not null)
            .ToDictionary(change => change.Image, change => (change.After ?? change.Before)!);
        if (after.Count > 0 || before.Count > 0)
            new BaseLock(after).Write(repositoryRoot);
        return [.. changes.Concat(unused).OrderBy(change => change.Image, StringComparer.Ordinal)];
    }

    private async Task<BaseChange> AskAsync(ImageReference image, LockedBase? before, CancellationToken ct)
    {
        var name = BaseLock.NameOf(image);
        try
        {
            var top = await registries.FindManifestAsync(image, ct) ?? throw BaseImageRefusal.Unknown(image);
            var created = await new BaseImageReader(registries).CreatedAsync(
                image with
                {
                    Digest = top.Digest,
                },
                top,
                ct
            );
            // Only the day, as in the file.
            var day = created is { } time
                ? new DateTimeOffset(time.UtcDateTime.Date, TimeSpan.Zero)
                : created;
            return new BaseChange(name, before, new LockedBase(top.Digest, day), null);
        }
        catch (Refusal refusal) when (refusal is RegistryRefusal or BaseImageRefusal)
        {
            reporter.Warning($"{name}: {refusal.What}");
            return new BaseChange(name, before, null, refusal.What);
        }
    }
}

/// <summary>The change of one line of the lock file.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Before">What was locked; null where nothing was.</param>
/// <param name="After">
/// What is locked now; null where the image is not used, or could not be read.
/// </param>
/// <param name="Failure">
/// Why it could not be read, so that the line stays as it was; null where it could.
/// </param>
public sealed record BaseChange(string Image, LockedBase? Before, LockedBase? After, string? Failure)
{
    /// <summary>What happened, in a word or two.</summary>
    public string Kind =>
        Failure is not null ? "unreachable"
        : After is null ? "no longer used"
        : Before is null ? "new"
        : Before.Digest == After.Digest ? "unchanged"
        : "changed";
}

/// <summary>Some base images could not be looked up; the others are up to date.</summary>
public sealed class BaseImagesUnreachableException(IReadOnlyList<BaseChange> failed)
    : Refusal(
        string.Join('\n', failed.Select(change => $"{change.Image} was not updated: {change.Failure}")),
        BaseLock.FileName,
        "Check that the registries are reachable and have these images, then run ./build.sh UpdateBaseImages "
            + "again."
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}
