using System.Collections.Concurrent;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>
/// Tells which images are still what a build would make, here or in the registry, and why the others are not.
/// </summary>
/// <param name="layout">The images that are here.</param>
/// <param name="store">What they were made from.</param>
/// <param name="elsewhere">Images that others pushed; null where none are shared.</param>
/// <param name="reporter">Receives the outcome for each service.</param>
internal sealed class ImageReuse(
    OciLayout layout,
    InputStore store,
    InputRegistry? elsewhere,
    IReporter reporter
)
{
    /// <summary>Takes the images that can be reused, and reports on all.</summary>
    /// <param name="services">Each service with its inputs; null for one that must be built, and why.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>The services to build, and why.</returns>
    public async Task<IReadOnlyDictionary<string, string>> FindChangedAsync(
        IReadOnlyList<ServiceState> services,
        CancellationToken ct
    )
    {
        var reasons = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        var found = new ConcurrentDictionary<string, (Descriptor, ImageReference)>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(services, ct, async (service, stop) =>
        {
            var before = store.Find(service.Name);
            reasons[service.Name] = service.Unknown ?? await WhyNotHereAsync(service, before, stop);
            if (reasons[service.Name] is null || service.Unknown is not null || elsewhere is null)
                return;
            if (await elsewhere.FindAsync(service.Name, service.Inputs, layout, stop) is { } image)
                found[service.Name] = (image, elsewhere.Of(service.Name));
            else if (before is null && await WhatChangedSinceAsync(elsewhere, service, stop) is { } change)
                reasons[service.Name] = change;
        });
        if (!found.IsEmpty)
            Take(services, found);
        foreach (var name in services.Select(service => service.Name))
            Tell(name, reasons[name], found.ContainsKey(name));
        return reasons
            .Where(reason => reason.Value is not null && !found.ContainsKey(reason.Key))
            .ToDictionary(reason => reason.Key, reason => reason.Value!, StringComparer.Ordinal);
    }

    private async Task<string?> WhyNotHereAsync(
        ServiceState service,
        InputRecord? before,
        CancellationToken ct
    )
    {
        var image = layout.Find(service.Name);
        if (before?.Inputs.WhatChanged(service.Inputs) is { } change)
            return change;
        if (image is not null && before is not null && before.Image == image.Digest)
        {
            if (image.Home is not { } home)
                return null;
            return elsewhere is not null && await elsewhere.HasAsync(home with { Digest = image.Digest }, ct)
                ? null
                : $"{home.Name} no longer has the image that was found there";
        }
        return elsewhere is null
            ? "it has no image here yet"
            : $"it has no image here or in {elsewhere.Of(service.Name).Name} yet";
    }

    // Nothing is known here, but the registry may tell what is different.
    private static async Task<string?> WhatChangedSinceAsync(
        InputRegistry elsewhere,
        ServiceState service,
        CancellationToken ct
    ) =>
        await elsewhere.LatestAsync(service.Name, ct) is { } latest
        && latest.Inputs.WhatChanged(service.Inputs) is { } change
            ? $"{change} since the image in {elsewhere.Of(service.Name).Name}"
            : null;

    private void Take(
        IReadOnlyList<ServiceState> services,
        IReadOnlyDictionary<string, (Descriptor Image, ImageReference Home)> found
    )
    {
        layout.SetImages(found);
        foreach (var service in services.Where(service => found.ContainsKey(service.Name)))
            store.Save(service.Name, new InputRecord(found[service.Name].Image.Digest, service.Inputs));
    }

    private void Tell(string service, string? reason, bool isElsewhere) =>
        reporter.Info(
            isElsewhere
                ? $"{service}: reused from {elsewhere!.Of(service).Name}, where the same inputs were built."
            : reason is null ? $"{service}: unchanged, reusing its image."
            : $"{service}: building, because {reason}."
        );
}
