using Slipway.Processes;
using Slipway.Reporting;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>
/// One build of images at a time in a checkout: the compilers of two would write into the same folders, and
/// each would take the other's half-written files for its own.
/// </summary>
internal static class BuildLock
{
    /// <summary>Waits for builds of other processes; the lock is released however they end.</summary>
    /// <param name="repositoryRoot">The checkout.</param>
    /// <param name="reporter">Receives a notice when it waits.</param>
    /// <param name="time">The clock for waits.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <returns>The turn, which ends with its disposal.</returns>
    public static async Task<IDisposable> TakeAsync(
        string repositoryRoot,
        IReporter reporter,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var folder = Directory.CreateDirectory(Path.Combine(repositoryRoot, ".nuke", "temp"));
        var file = Path.Combine(folder.FullName, "images.lock");
        return await FileLock.TakeAsync(
            file,
            () => reporter.Info("Another image build is running in this checkout; waiting for it to finish."),
            time,
            ct
        );
    }
}
