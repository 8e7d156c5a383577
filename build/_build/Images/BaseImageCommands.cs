using Slipway.Environments;
using Slipway.Images.Bases;
using Slipway.Images.Docker.Context;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Reporting;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>The base images of this checkout.</summary>
internal sealed class BaseImageCommands(Workspace workspace, ImageCommands images)
{
    /// <summary>Resolves all of them, writes the lock file and prints the changes.</summary>
    /// <exception cref="BaseImagesUnreachableException">Some could not be resolved; the others are up to date.</exception>
    public async Task UpdateAsync()
    {
        var environments = EnvironmentReader
            .Names(workspace.Root)
            .Select(name => workspace.Environment(name, new EnvironmentOverrides()))
            .ToList();
        var named = environments
            .Select(environment => environment.BaseImage)
            .OfType<ImageReference>()
            .Concat(
                environments.SelectMany(environment =>
                    DockerfileBases.Of(
                        BuilderSelection.Apply(workspace.Services, environment.Build),
                        hasBase: environment.BaseImage is not null
                    )
                )
            );
        using var registries = images.Registries(environments);
        var changes = await new BaseUpdate(workspace.Root, registries, workspace.Reporter).RunAsync(
            named,
            workspace.Stop
        );
        Report(changes);
        var failed = changes.Where(change => change.Failure is not null).ToList();
        if (failed.Count > 0)
            throw new BaseImagesUnreachableException(failed);
    }

    private void Report(IReadOnlyList<BaseChange> changes)
    {
        if (changes.Count == 0)
        {
            workspace.Reporter.Info("No environment or Dockerfile names a base image.");
            return;
        }
        Table.Print(
            Table.Of(
                ["BASE IMAGE", "LOCKED", "NOW", ""],
                changes.Select(change =>
                    new[] { change.Image, Shown(change.Before), Shown(change.After), change.Kind }
                )
            )
        );
        var different = changes.Any(change => change.Kind is "new" or "changed" or "no longer used");
        if (different)
        {
            workspace.Reporter.Info($"{BaseLock.FileName} has changed; commit it. The next build uses it.");
        }
        else if (changes.All(change => change.Failure is null))
            workspace.Reporter.Info($"{BaseLock.FileName} is up to date.");
    }

    private static string Shown(LockedBase? image) =>
        image is null ? "-" : image.Digest.Short + (image.Created is { } day ? $" of {day:yyyy-MM-dd}" : "");
}
