using Slipway.Environments;
using Slipway.Images.Registries;
using Slipway.Pipeline;
using Slipway.Pipeline.Push;
using Slipway.Reporting;
using Slipway.SupplyChain;
using Slipway.SupplyChain.Bundles;
using Slipway.SupplyChain.Signing;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>The bundle of this checkout's release: pushed, found, or pulled from another environment's registry.</summary>
internal sealed class BundleCommands(Workspace workspace, ImageCommands images)
{
    /// <summary>Uploads the bundle of what was pushed, unless it is there, and signs it if there is a key.</summary>
    public async Task PushAsync(
        EnvironmentSettings environment,
        string app,
        RegistryClient registries,
        SigningKey? key
    )
    {
        var packed = PackedBundle.Of(await ContentsAsync(environment, app));
        var version = await workspace.VersionAsync();
        var pushed = await new BundleStore(registries).PushAsync(
            packed,
            await images.BundleRepositoryAsync(environment, app),
            version.ImageTag,
            ImageCommands.Taken(environment),
            workspace.Stop
        );
        workspace.Reporter.Detail($"Bundle: {pushed}");
        if (
            key is not null
            && await new ImageSigning(registries).SignAsync(pushed, key, workspace.Stop)
                == SigningResult.TagIsFixed
        )
            workspace.Reporter.Warning(FixedTag.SignatureWarning(pushed));
        workspace.Bundles[environment.Name] = pushed;
    }

    /// <summary>The bundle of this checkout in the environment's registry; null where it was never pushed.</summary>
    public async Task<ImageReference?> FindAsync(EnvironmentSettings environment, string app)
    {
        if (workspace.Bundles.TryGetValue(environment.Name, out var pushed))
            return pushed;
        // Push was skipped by the user, so the bundle of an earlier push is used.
        var version = await workspace.VersionAsync();
        var bundle = await images.BundleRepositoryAsync(environment, app) with
        {
            Tag = version.ImageTag,
            Digest = PackedBundle.Of(await ContentsAsync(environment, app)).Digest,
        };
        using var registries = images.Registries(environment);
        return await new BundleStore(registries).ExistsAsync(bundle, workspace.Stop) ? bundle : null;
    }

    /// <summary>
    /// Pulls a bundle out of another environment's registry; where this environment demands signatures, only one that is
    /// signed.
    /// </summary>
    /// <exception cref="ImagesUntrustedException">The bundle lacks the signature.</exception>
    public async Task<ReleaseBundle> PullAsync(
        ImageReference bundle,
        EnvironmentSettings origin,
        EnvironmentSettings environment
    )
    {
        using var registries = images.Registries(environment, origin);
        if (environment.SignedBy is { } trusted)
        {
            var untrusted = await new CosignSignatures(registries).FindUntrustedAsync(
                [bundle],
                trusted,
                workspace.Stop
            );
            if (untrusted.Count > 0)
                throw new ImagesUntrustedException(untrusted, environment.Name);
        }
        return await new BundleStore(registries).PullAsync(bundle, workspace.Stop);
    }

    /// <summary>Copies a bundle, with its signatures, to this environment's registry, unless it is there.</summary>
    public async Task<ImageReference> CopyAsync(
        ImageReference bundle,
        EnvironmentSettings origin,
        EnvironmentSettings environment,
        string app
    )
    {
        var target = await images.BundleRepositoryAsync(environment, app);
        if (target.Name == bundle.Name)
            return bundle;
        using var registries = images.Registries(environment, origin);
        var copy = new ImageCopy(registries, workspace.Reporter, workspace.Time);
        return (await copy.CopyAsync(bundle, target, bundle.Tag!, workspace.Stop)).Reference;
    }

    private async Task<ReleaseBundle> ContentsAsync(EnvironmentSettings environment, string app) =>
        BundleContents.Of(
            app,
            await workspace.VersionAsync(),
            images.Built(environment),
            images.Layout(environment),
            await workspace.ManifestsAsync()
        );
}
