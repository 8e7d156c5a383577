using Slipway.Environments;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Diff;
using Slipway.Pipeline.Push;
using Slipway.Pipeline.TestReuse;
using Slipway.Reporting;
using Slipway.SupplyChain;
using Slipway.SupplyChain.Bundles;
using Slipway.SupplyChain.Signing;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>Images of this checkout: built, pushed, or copied from another registry.</summary>
internal sealed class ImageCommands(Workspace workspace, RegistryCredentials? credentials)
{
    // Registries have high latency, so calls run in parallel; many more would trip rate limits.
    private const int PushedAtOnce = 4;

    // A check before the work must not take long; the work itself has more patience.
    private static readonly RetryPolicy s_twice = new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(1))
    {
        Attempts = 2,
        LongestAsked = TimeSpan.FromSeconds(1),
    };

    /// <summary>The commands, with the registry's login from the command line.</summary>
    /// <param name="workspace">The checkout.</param>
    /// <param name="user">The registry's user; null to use Docker's configuration.</param>
    /// <param name="password">The user's password or token.</param>
    /// <exception cref="IncompleteCredentialsException">Only one of the two is given.</exception>
    public static ImageCommands For(Workspace workspace, string? user, string? password) =>
        new(
            workspace,
            (user, password) switch
            {
                (null, null) => null,
                ({ } name, { } secret) => new RegistryCredentials(name, secret),
                _ => throw new IncompleteCredentialsException(),
            }
        );

    /// <summary>The layout that an environment's images are built into.</summary>
    public string Layout(EnvironmentSettings environment) =>
        workspace.Temporary / "images" / environment.Name;

    /// <summary>Builds an image for each service.</summary>
    public async Task<IReadOnlyList<BuiltImage>> BuildAsync(EnvironmentSettings environment, SigningKey? key)
    {
        using var registries = Registries(environment);
        // An image that others built is good enough only if the cluster would accept it, and if it is not to
        // be signed afterwards: its contents are unverified.
        var settings = Settings(environment) with { TrustedBy = environment.SignedBy ?? key?.Public };
        return await new ImageBuild(
            workspace.Root,
            registries,
            workspace.Reporter,
            workspace.Time
        ).BuildAsync(
            BuilderSelection.Apply(workspace.Services, environment.Build),
            settings,
            Layout(environment),
            workspace.Stop
        );
    }

    /// <summary>
    /// What to do where a version stands for something else: what is in a local cluster is nobody else's, but a registry
    /// that was named may be.
    /// </summary>
    public static TakenTag Taken(EnvironmentSettings environment) =>
        (environment.Cluster.Local, environment.Registry) switch
        {
            (false, _) => TakenTag.Refuse,
            (true, null) => TakenTag.Move,
            (true, _) => TakenTag.Keep,
        };

    // The local cluster's registry is this checkout's alone, and so is the folder of images: nothing to
    // share.
    private static ImageSettings Settings(EnvironmentSettings environment) =>
        new(environment.BaseImage)
        {
            Platforms = environment.Platforms,
            Repository = environment.Registry is { } registry
                ? service => ImageReference.Parse($"{registry}/{service}")
                : null,
        };

    /// <summary>What an environment would refuse of images, found out without building any.</summary>
    public ImagePreflight Preflight(EnvironmentSettings environment) =>
        new(workspace, environment, () =>
            Open(RegistryAccess.Of([environment], environment, credentials) with { Retry = s_twice })
        );

    /// <summary>
    /// How test results are shared with those who push to the environment's registry; null where it has none.
    /// </summary>
    /// <param name="environment">The environment.</param>
    /// <param name="key">The key that signs them.</param>
    /// <param name="registries">A client, for the caller to dispose of.</param>
    public TestSharing? Sharing(
        EnvironmentSettings environment,
        SigningKey? key,
        RegistryClient registries
    ) =>
        Settings(environment).Repository is { } repository
            ? new TestSharing(
                registries,
                repository,
                workspace.Services,
                environment.SignedBy ?? key?.Public,
                key
            )
            : null;

    /// <summary>Why the base image cannot be built on; none where it can, or no image needs to be built.</summary>
    public Task<IReadOnlyList<Refusal>> CheckBaseAsync(EnvironmentSettings environment) =>
        Preflight(environment).BaseAsync(Settings(environment), Layout(environment));

    /// <summary>Prints what was built.</summary>
    public static void Report(IReadOnlyList<BuiltImage> images) =>
        Table.Print(
            Table.Of(
                ["SERVICE", "DIGEST", "SIZE", "IMAGE"],
                images.Select(i =>
                    new[]
                    {
                        i.Service,
                        i.Digest.Short,
                        $"{i.Size / 1024.0 / 1024.0:0.0} MiB",
                        i.IsNew ? "built"
                        : i.Home is null ? "reused from this machine"
                        : $"reused from {i.Home.Registry}",
                    }
                )
            )
        );

    /// <summary>
    /// Uploads missing images, tags them with the version, attaches SBOM and provenance, and signs them.
    /// </summary>
    /// <exception cref="UncommittedChangesException">
    /// There are uncommitted changes, and the environment is shared.
    /// </exception>
    public async Task PushAsync(EnvironmentSettings environment, string app, bool allowDirty, SigningKey? key)
    {
        var version = await workspace.VersionAsync();
        if (version.Dirty && !environment.Cluster.Local && !allowDirty)
            throw new UncommittedChangesException((await workspace.TreeAsync()).Changed, environment.Name);

        var repository = await RepositoryAsync(environment, app);
        using var registries = Registries(environment);
        var push = new ImagePush(registries, workspace.Reporter, workspace.Time, Taken(environment));
        var attesting = new ImageAttestation(workspace, registries, Layout(environment), key);
        var sharing = new InputSharing(
            registries,
            Settings(environment),
            Layout(environment),
            workspace.Reporter
        );
        var images = Built(environment);
        var pushed = new PushedImage[images.Count];
        var several = new ParallelOptions
        {
            MaxDegreeOfParallelism = PushedAtOnce,
            CancellationToken = workspace.Stop,
        };
        await Parallel.ForAsync(0, images.Count, several, async (i, stop) =>
        {
            var target = repository(images[i].Service);
            pushed[i] = await push.PushAsync(images[i], target, version.ImageTag, stop);
            await Task.WhenAll(attesting.AddAsync(images[i], pushed[i]), sharing.ShareAsync(images[i], stop));
        });
        workspace.Pushed[environment.Name] = pushed;
        await new BundleCommands(workspace, this).PushAsync(environment, app, registries, key);

        var news = pushed.Count(p => p.New);
        var registry = repository(app).Registry;
        workspace.Reporter.Info(
            pushed.Length == 0
                ? $"Registry {registry}: there are no services, so no images; the bundle is there"
            : news == 0 ? $"Registry {registry}: already has all {pushed.Length} images, nothing uploaded"
            : $"Registry {registry}: {news} of {pushed.Length} images are new, "
                + $"{pushed.Sum(p => p.BytesUploaded) / 1024.0 / 1024.0:0.0} MiB uploaded"
        );
        if (pushed.Length > 0)
            attesting.Report(pushed.Length);
    }

    /// <summary>Verifies the signatures of images that an environment is to run.</summary>
    public ISignatures Signatures(EnvironmentSettings environment) =>
        new EnvironmentSignatures(() => Registries(environment));

    /// <summary>The images of this version, by service, where the environment can pull them.</summary>
    public async Task<IReadOnlyDictionary<string, ImageReference>> ReferencesAsync(
        EnvironmentSettings environment,
        string app
    )
    {
        if (workspace.Pushed.TryGetValue(environment.Name, out var pushed))
            return pushed.Zip(Built(environment)).ToDictionary(p => p.Second.Service, p => p.First.Reference);

        // Push was skipped by the user, so the images of an earlier push are used.
        var version = await workspace.VersionAsync();
        var repository = await RepositoryAsync(environment, app);
        return Built(environment)
            .ToDictionary(
                i => i.Service,
                i => repository(i.Service) with { Tag = version.ImageTag, Digest = i.Digest }
            );
    }

    /// <summary>
    /// The images that this commit would be released with, found out without building any: those that exist are looked
    /// up as the build does, the others stand there as pending.
    /// </summary>
    public async Task<(
        IReadOnlyDictionary<string, ImageReference> Images,
        PendingImages Pending
    )> ForecastAsync(EnvironmentSettings environment, string app)
    {
        using var registries = Registries(environment);
        var services = BuilderSelection.Apply(workspace.Services, environment.Build);
        var changed = await new ImageBuild(
            workspace.Root,
            registries,
            new QuietReporter(workspace.Reporter),
            workspace.Time
        ).FindChangedAsync(
            services,
            Settings(environment) with
            {
                TrustedBy = environment.SignedBy,
            },
            Layout(environment),
            workspace.Stop
        );
        var version = await workspace.VersionAsync();
        var repository = await RepositoryAsync(environment, app);
        var found = ImageBuild
            .Read(services, Layout(environment))
            .ToDictionary(i => i.Service, i => i.Digest);
        return (
            services.ToDictionary(
                s => s.Name,
                s =>
                    repository(s.Name) with
                    {
                        Tag = version.ImageTag,
                        Digest = changed.ContainsKey(s.Name) ? PendingImages.Unknown : found[s.Name],
                    }
            ),
            new PendingImages(changed.ToDictionary(c => repository(c.Key).Name, c => c.Value))
        );
    }

    /// <summary>Images of another environment as they would be named in this one's registry.</summary>
    public async Task<IReadOnlyDictionary<string, ImageReference>> PlacedAsync(
        IReadOnlyDictionary<string, ImageReference> images,
        EnvironmentSettings environment,
        string app
    )
    {
        var repository = await RepositoryAsync(environment, app);
        return images.ToDictionary(
            i => i.Key,
            i => repository(i.Key) with { Tag = i.Value.Tag, Digest = i.Value.Digest }
        );
    }

    /// <summary>
    /// Copies images by digest from one environment's registry to another's, unless they are there already.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, ImageReference>> CopyAsync(
        IReadOnlyDictionary<string, ImageReference> images,
        EnvironmentSettings origin,
        EnvironmentSettings environment,
        string app
    )
    {
        var repository = await RepositoryAsync(environment, app);
        using var registries = Registries(environment, origin);
        var copy = new ImageCopy(registries, workspace.Reporter, workspace.Time);
        var copied = new Dictionary<string, ImageReference>();
        foreach (var (service, image) in images)
        {
            var target = repository(service);
            copied[service] =
                target.Name == image.Name
                    ? image
                    : (await copy.CopyAsync(image, target, image.Tag!, workspace.Stop)).Reference;
        }
        return copied;
    }

    /// <summary>What the last build left.</summary>
    /// <exception cref="ImagesMissingException">Some image is missing.</exception>
    public IReadOnlyList<BuiltImage> Built(EnvironmentSettings environment) =>
        ImageBuild.Read(workspace.Services, Layout(environment)) is var images
        && images.Count == workspace.Services.Count
            ? images
            : throw new ImagesMissingException(environment.Name);

    /// <summary>The repository of the application's bundles.</summary>
    public async Task<ImageReference> BundleRepositoryAsync(EnvironmentSettings environment, string app) =>
        (await RepositoryAsync(environment, app))(ReleaseBundle.RepositoryOf(app));

    private async Task<Func<string, ImageReference>> RepositoryAsync(
        EnvironmentSettings environment,
        string app
    )
    {
        var registry = environment.Registry
            ?? $"{(await workspace.LocalCluster.StartAsync(null, workspace.Stop)).Registry}/{app}";
        return service => ImageReference.Parse($"{registry}/{service}");
    }

    /// <summary>A client for an environment's registry, and for those of others.</summary>
    public RegistryClient Registries(
        EnvironmentSettings own,
        params IEnumerable<EnvironmentSettings> others
    ) => Open(RegistryAccess.Of([own, .. others], own, credentials));

    /// <summary>A client for the registries of several environments.</summary>
    public RegistryClient Registries(IReadOnlyList<EnvironmentSettings> environments) =>
        Open(RegistryAccess.Of(environments, own: null, credentials));

    private RegistryClient Open(RegistryOptions options) =>
        new(
            workspace.Reporter,
            workspace.Time,
            RegistryAccess.WithLocal(options, workspace.LocalCluster.RegistryLogin()) with
            {
                PassingFolder = workspace.Transient,
            }
        );
}
