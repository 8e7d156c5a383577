using System.Reflection;
using Nuke.Common.IO;
using Slipway.Environments;
using Slipway.Images.Formats;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Local;
using Slipway.Targets.Logging;
using Slipway.Versioning;

namespace Slipway.Targets.Workspaces;

/// <summary>This checkout and this run: where things are, what is read once, and who may stop it.</summary>
internal sealed class Workspace(AbsolutePath root, IReporter reporter, TimeProvider time) : IDisposable
{
    private readonly Interruption _interruption = new();
    private readonly Dictionary<(string, EnvironmentOverrides, string), EnvironmentSettings> _environments =
    [];
    private IReadOnlyList<Service>? _services;
    private Task<SourceVersion>? _version;

    /// <summary>The repository's root.</summary>
    public AbsolutePath Root { get; } = root;

    /// <summary>What is not under version control and may be deleted.</summary>
    public AbsolutePath Temporary => Root / ".nuke" / "temp";

    /// <summary>Where the engine tells what it does.</summary>
    public IReporter Reporter { get; } = reporter;

    /// <summary>Where the answers of queries go.</summary>
    public Results Results { get; init; } = new(OutputFormat.Text, Console.Out);

    /// <summary>The command line of this run.</summary>
    public Arguments Arguments { get; init; } = new([]);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Stop => _interruption.Token;

    /// <summary>The embedded cluster of this checkout.</summary>
    public LocalClusterProgram LocalCluster =>
        new(new LocalClusterCompiler(Root / "build", Temporary, Time), Temporary / "local");

    /// <summary>The services below services/.</summary>
    public IReadOnlyList<Service> Services => _services ??= ServiceCatalog.Read(Root);

    /// <summary>What this run pushed, by environment.</summary>
    public Dictionary<string, IReadOnlyList<PushedImage>> Pushed { get; } = [];

    /// <summary>An environment, as its file says and the command line overrides.</summary>
    public EnvironmentSettings Environment(string name, EnvironmentOverrides overrides)
    {
        // Lists are equal only to themselves.
        var arguments = string.Join('\n', overrides.BuildArguments ?? []);
        var key = (name, overrides with { BuildArguments = null }, arguments);
        if (!_environments.TryGetValue(key, out var settings))
            _environments[key] = settings = EnvironmentReader.Read(Root, name, overrides);
        return settings;
    }

    /// <summary>The version of what is checked out, as it was when it was first asked for.</summary>
    public Task<SourceVersion> VersionAsync() =>
        _version ??= new VersionReader(Reporter, GitVersionFolder(), Temporary / "versions").ReadAsync(
            Root,
            Stop
        );

    /// <inheritdoc />
    public void Dispose() => _interruption.Dispose();

    // Written into the assembly by build/Packages.targets: the package of GitVersion that was restored.
    private static string GitVersionFolder() =>
        typeof(Workspace)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "GitVersion")
            .Value!;
}
