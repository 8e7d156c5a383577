using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.SupplyChain.Contents;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.SupplyChain.Provenance;

/// <summary>Records how images are built, while that is known.</summary>
internal sealed class BuildRecorder
{
    private readonly OciLayout _layout;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _started;
    private readonly SourceOrigin? _source;

    private BuildRecorder(OciLayout layout, TimeProvider time, SourceOrigin? source) =>
        (_layout, _time, _started, _source) = (layout, time, time.GetUtcNow(), source);

    /// <summary>Starts, before anything is compiled: from here on the working tree may change.</summary>
    public static async Task<BuildRecorder> OpenAsync(
        string repositoryRoot,
        OciLayout layout,
        TimeProvider time,
        CancellationToken ct
    ) => new(layout, time, await SourceOrigin.ReadAsync(repositoryRoot, ct));

    /// <summary>
    /// A service with a project was packed, once for each platform; its publish folders are there still.
    /// </summary>
    public void Add(IReadOnlyList<PublishedService> published, Digest image, ServiceState state) =>
        Save(
            image,
            "dotnet",
            state,
            published[0].Sources.Sdk,
            published
                .Select(ContentsOf)
                .OfType<ComponentGraph>()
                .Aggregate((ComponentGraph?)null, (all, one) => all?.With(one) ?? one)
        );

    /// <summary>A service with a Dockerfile was built.</summary>
    public void Add(Digest image, ServiceState state) => Save(image, "docker", state, null, null);

    private void Save(
        Digest image,
        string builder,
        ServiceState state,
        string? sdk,
        ComponentGraph? contents
    ) =>
        new BuildRecords(_layout.Folder).Save(
            state.Name,
            new BuildRecord(
                image.ToString(),
                builder,
                _started,
                _time.GetUtcNow(),
                _source,
                sdk,
                state.Unknown is null ? state.Inputs.Digest.Hex : null,
                contents
            )
        );

    private static ComponentGraph? ContentsOf(PublishedService published)
    {
        var assets = Path.TrimEndingDirectorySeparator(published.Folder) + ".assets.json";
        if (!File.Exists(assets))
            return null;
        var (folders, downloads, graph) = MalformedFileException.Read(assets, text =>
        {
            var folders = AssetsFile.Folders(text);
            var licenses = new PackageLicenses(folders);
            return (
                folders,
                AssetsFile.Downloads(text),
                AssetsFile.Parse(text, published.Runtime?.Runtime, licenses.Find)
            );
        });
        var deps = Path.Combine(published.Folder, published.EntryAssembly + ".deps.json");
        if (!File.Exists(deps))
            return graph;
        var program = MalformedFileException.Read(deps, DepsFile.Parse);
        graph = graph.With(new DownloadedPackages(downloads, folders).Of(program));
        return published.SelfContained ? graph.With(DepsFile.RuntimePacks(program)) : graph;
    }
}
