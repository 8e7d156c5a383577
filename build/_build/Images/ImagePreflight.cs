using Slipway.Environments;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Reporting;
using Slipway.SupplyChain.Bundles;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>
/// Finds out before anything is built whether its images could be built and pushed. A registry that does not
/// answer in time is left to the push, which has more patience.
/// </summary>
internal sealed class ImagePreflight(
    Workspace workspace,
    EnvironmentSettings environment,
    Func<RegistryClient> open
)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Uncommitted changes, which must not reach a shared environment.</summary>
    public async Task<IReadOnlyList<Refusal>> TreeAsync()
    {
        var changed = (await workspace.TreeAsync()).Changed;
        return changed.Count == 0 ? [] : [new UncommittedChangesException(changed, environment.Name)];
    }

    /// <summary>Why images cannot be pushed: the login, or the rights to some repositories.</summary>
    /// <param name="registry">The registry, with the path that all repositories share.</param>
    /// <param name="app">The application, which has a repository for its bundles.</param>
    public Task<IReadOnlyList<Refusal>> PushAsync(string registry, string app) =>
        WithinTimeAsync($"whether {registry} takes the images", (registries, stop) =>
            new PushCheck(registries).FindRefusalsAsync(
                [
                    .. workspace
                        .Services.Select(service => service.Name)
                        .Append(ReleaseBundle.RepositoryOf(app))
                        .Select(name => ImageReference.Parse($"{registry}/{name}")),
                ],
                stop
            )
        );

    /// <summary>Why images cannot be built on the environment's base.</summary>
    public Task<IReadOnlyList<Refusal>> BaseAsync(ImageSettings settings, string layout) =>
        WithinTimeAsync("whether the base image can be read", async (registries, stop) =>
        {
            await new BaseImageCheck(workspace.Root, registries, workspace.Reporter).RequireAsync(
                BuilderSelection.Apply(workspace.Services, environment.Build),
                settings,
                layout,
                stop
            );
            return [];
        });

    private async Task<IReadOnlyList<Refusal>> WithinTimeAsync(
        string what,
        Func<RegistryClient, CancellationToken, Task<IReadOnlyList<Refusal>>> check
    )
    {
        using var limit = new CancellationTokenSource(s_patience, workspace.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, workspace.Stop);
        using var registries = open();
        try
        {
            return await check(registries, stop.Token);
        }
        catch (OperationCanceledException) when (!workspace.Stop.IsCancellationRequested)
        {
            workspace.Reporter.Warning(
                $"Could not determine within {s_patience.TotalSeconds:0}s {what}; continuing"
            );
            return [];
        }
    }
}
