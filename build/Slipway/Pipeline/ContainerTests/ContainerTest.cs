using System.Collections.Concurrent;
using Slipway.Reporting;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>
/// Starts the image of each service and looks at what manifests, canaries and rollouts rely on. What fails in
/// one service or check keeps no other from being looked at.
/// </summary>
/// <param name="reporter">Receives progress.</param>
/// <param name="time">The clock of all waits.</param>
public sealed class ContainerTest(IReporter reporter, TimeProvider time)
{
    private const int AtOnce = 4;

    /// <summary>Tests images. Leaves nothing behind, however it ends.</summary>
    /// <param name="images">The images of the services.</param>
    /// <param name="place">Where they run; not disposed.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>A report for each image, in their order.</returns>
    /// <exception cref="Values.Refusal">The place does not take the images.</exception>
    public async Task<IReadOnlyList<ContainerReport>> RunAsync(
        IReadOnlyList<TestedImage> images,
        IContainerHost place,
        CancellationToken ct
    )
    {
        reporter.Info($"Container tests: loading {images.Count} images into the {place.Name}");
        await place.PrepareAsync(images, ct);
        var reports = new ConcurrentDictionary<string, ContainerReport>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            images,
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = AtOnce },
            async (image, stop) =>
                reports[image.Name] = await new ServiceTest(image, place, reporter, time).RunAsync(stop)
        );
        return [.. images.Select(image => reports[image.Name])];
    }
}
