using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Services;

namespace Slipway.Images.Inputs;

/// <summary>
/// Tells which images of a layout are still what a build would make, and why the others are not.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="layout">Where the images are.</param>
/// <param name="sdk">The version of the SDK that would compile.</param>
/// <param name="baseDigest">The digest of the base that would be built on; empty for an empty base.</param>
internal sealed class ImageReuse(string repositoryRoot, OciLayout layout, string sdk, string baseDigest)
{
    private readonly InputReader _reader = new(repositoryRoot);
    private readonly InputStore _store = new(layout.Folder);

    /// <summary>
    /// Why the service must be built, as the rest of a sentence; null where its image can be reused.
    /// </summary>
    public string? WhyBuild(Service service)
    {
        if (layout.Find(service.Name) is null || _store.Find(service.Name) is not { } before)
            return "there is no image of it here yet";
        var gone = before.Projects.FirstOrDefault(
            folder => !Directory.Exists(Path.Combine(repositoryRoot, folder)));
        if (gone is not null)
            return $"{gone} is gone";
        return before.WhatChanged(Inputs(sdk, before.Projects, before.Files.Keys));
    }

    /// <summary>Forgets what the service was made from, until it is built.</summary>
    public void Forget(Service service) => _store.Forget(service.Name);

    /// <summary>
    /// Remembers what the service was made from; not where a file was written since the build began, since
    /// nobody knows whether the compiler saw it before or after.
    /// </summary>
    public void Remember(PublishedService published, DateTimeOffset began)
    {
        var folders = _reader.FoldersOf(published.Sources.Projects);
        var inputs = Inputs(
            published.Sources.Sdk, folders, _reader.Foreign(published.Sources.Files, folders));
        var settled = inputs.Files.Keys.All(
            file => File.GetLastWriteTimeUtc(Path.Combine(repositoryRoot, file)) < began);
        if (settled)
            _store.Save(published.Service.Name, inputs);
    }

    private ServiceInputs Inputs(
        string sdkVersion, IReadOnlyList<string> folders, IEnumerable<string> foreign) => new(
        sdkVersion, baseDigest, LayerCache.Packer, folders, _reader.Read(folders, foreign));
}
