using Slipway.Images.Bases;
using Slipway.Images.Docker.Context;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>Finds out before a build whether the base image can be read.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="registries">Where it is.</param>
/// <param name="reporter">Hears nothing but background: the build warns by itself.</param>
public sealed class BaseImageCheck(string repositoryRoot, RegistryClient registries, IReporter reporter)
{
    /// <summary>Refuses a base image that a build would fail on.</summary>
    /// <param name="services">What is to be built.</param>
    /// <param name="settings">What on and for.</param>
    /// <param name="outputDirectory">
    /// The layout. Where all its images were built on this very base, the next build may well need none, so
    /// nothing is refused.
    /// </param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">It is not there, not for a platform, or its registry cannot be read.</exception>
    public async Task RequireAsync(
        IReadOnlyList<Service> services,
        ImageSettings settings,
        string outputDirectory,
        CancellationToken ct
    )
    {
        if (settings.BaseImage is not { } named || !services.Any(TakesBase))
            return;
        var locked = BaseLock.Read(repositoryRoot);
        try
        {
            var pinned = await new BasePins(locked, registries, new Quiet(reporter)).PinAsync(named, ct);
            await new PlatformBases(registries, pinned, settings.Platforms).ReadAsync(ct);
        }
        catch (Refusal)
            when ((named.Digest ?? locked.Find(named)) is { } digest
                && services.All(service =>
                    IsBuiltOn(named with { Digest = digest }, service, outputDirectory)
                )
            )
        {
            reporter.Detail($"{named} cannot be read now; the last build used it too.");
        }
    }

    private static bool IsBuiltOn(ImageReference pinned, Service service, string outputDirectory)
    {
        var layout = new OciLayout(outputDirectory);
        return layout.Find(service.Name) is { } image
            && new InputStore(layout.Folder).Find(service.Name) is { } record
            && record.Image == image.Digest
            && (!TakesBase(service) || record.Inputs.Facts.Values.Contains(pinned.ToString()));
    }

    private static bool TakesBase(Service service) =>
        service.Builder == Builder.DotNet
        || (
            service.Dockerfile is { } file
            && File.Exists(file)
            && Dockerfile.Parse(File.ReadAllText(file)).TakesArgument(DockerRecipe.BaseArgument)
        );

    // What the build itself says a moment later.
    private sealed class Quiet(IReporter inner) : IReporter
    {
        public void Report(Notice notice) => inner.Report(notice with { Severity = Severity.Detail });
    }
}
