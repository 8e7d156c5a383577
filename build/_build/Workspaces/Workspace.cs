using System.Reflection;
using Nuke.Common.IO;
using Slipway.Environments;
using Slipway.Images.Formats;
using Slipway.Manifests;
using Slipway.Processes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Local;
using Slipway.Targets.Logging;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Targets.Workspaces;

/// <summary>This checkout and this run: paths, cached values and cancellation.</summary>
internal sealed class Workspace(AbsolutePath root, IReporter reporter, TimeProvider time) : IDisposable
{
    private readonly Interruption _interruption = new();
    private readonly Dictionary<(string, EnvironmentOverrides, string), EnvironmentSettings> _environments =
    [];
    private IReadOnlyList<Service>? _services;
    private Task<SourceVersion>? _version;
    private Task<CheckedOut>? _tree;
    private Task<ManifestTree>? _manifests;

    /// <summary>The repository's root.</summary>
    public AbsolutePath Root { get; } = root;

    /// <summary>Temporary files, not under version control.</summary>
    public AbsolutePath Temporary => Root / ".nuke" / "temp";

    /// <summary>Files that are needed for a moment, in folders of <see cref="TransientFolder"/>.</summary>
    public string Transient => TemporaryFiles.Transient(Temporary);

    /// <summary>What Kustomize made of the overlays.</summary>
    public RenderCache Renderings => new(Temporary / "renderings");

    /// <summary>The log of the engine.</summary>
    public IReporter Reporter { get; } = reporter;

    /// <summary>The output of queries.</summary>
    public Results Results { get; init; } = new(OutputFormat.Text, Console.Out);

    /// <summary>The command line of this run.</summary>
    public Arguments Arguments { get; init; } = new([]);

    /// <summary>The variables of this process's environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Stop => _interruption.Token;

    /// <summary>The embedded cluster of this checkout.</summary>
    public LocalClusterProgram LocalCluster =>
        new(new LocalClusterCompiler(Root / "build", Temporary, Time), Temporary / "local");

    /// <summary>The services below services/.</summary>
    public IReadOnlyList<Service> Services => _services ??= ReadServices();

    /// <summary>The release records that this run has read.</summary>
    public RecordCache Records { get; } = new();

    /// <summary>The bundle of what this run pushed, by environment.</summary>
    public Dictionary<string, ImageReference> Bundles { get; } = [];

    /// <summary>What this run pushed, by environment.</summary>
    public Dictionary<string, IReadOnlyList<PushedImage>> Pushed { get; } = [];

    /// <summary>An environment, as its file says and the command line overrides.</summary>
    public EnvironmentSettings Environment(string name, EnvironmentOverrides overrides)
    {
        // Lists are compared by reference.
        var arguments = string.Join('\n', overrides.BuildArguments ?? []);
        var key = (name, overrides with { BuildArguments = null }, arguments);
        if (!_environments.TryGetValue(key, out var settings))
            _environments[key] = settings = EnvironmentReader.Read(Root, name, overrides);
        return settings;
    }

    /// <summary>The version of the checked-out commit, read once.</summary>
    public Task<SourceVersion> VersionAsync() =>
        _version ??= new VersionReader(Reporter, GitVersionFolder(), Temporary / "versions").ReadAsync(
            Root,
            Stop
        );

    /// <summary>What is checked out and what was changed since, read once.</summary>
    public Task<CheckedOut> TreeAsync() => _tree ??= CheckedOut.ReadAsync(Root, Stop);

    /// <summary>What all environments' manifests are rendered from, read once.</summary>
    public Task<ManifestTree> ManifestsAsync() => _manifests ??= ReadManifestsAsync();

    private async Task<ManifestTree> ReadManifestsAsync() =>
        await ManifestTree.ReadAsync(Root, await TreeAsync(), Transient, Stop);

    private IReadOnlyList<Service> ReadServices()
    {
        var services = ServiceCatalog.Read(Root);
        foreach (var overlooked in OverlookedServices.Find(Root, services))
            Reporter.Warning(overlooked);
        return services;
    }

    /// <inheritdoc />
    public void Dispose() => _interruption.Dispose();

    // The folder of the restored GitVersion package, written into the assembly by build/Packages.targets.
    private static string GitVersionFolder() =>
        typeof(Workspace)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "GitVersion")
            .Value!;
}
