using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

public partial class DotNetTasks
{
    /// <summary>Compiles a project or solution.</summary>
    public static IReadOnlyCollection<Output> DotNetBuild(DotNetBuildSettings options = null) =>
        Run(options ?? new DotNetBuildSettings());

    public static IReadOnlyCollection<Output> DotNetBuild(Configure<DotNetBuildSettings> configurator) =>
        DotNetBuild(new DotNetBuildSettings().Apply(configurator));

    /// <summary>Runs tests.</summary>
    public static IReadOnlyCollection<Output> DotNetTest(DotNetTestSettings options = null) =>
        Run(options ?? new DotNetTestSettings());

    public static IReadOnlyCollection<Output> DotNetTest(Configure<DotNetTestSettings> configurator) =>
        DotNetTest(new DotNetTestSettings().Apply(configurator));

    /// <summary>Prepares a project for delivery.</summary>
    public static IReadOnlyCollection<Output> DotNetPublish(DotNetPublishSettings options = null) =>
        Run(options ?? new DotNetPublishSettings());

    public static IReadOnlyCollection<Output> DotNetPublish(Configure<DotNetPublishSettings> configurator) =>
        DotNetPublish(new DotNetPublishSettings().Apply(configurator));

    /// <summary>Makes a NuGet package.</summary>
    public static IReadOnlyCollection<Output> DotNetPack(DotNetPackSettings options = null) =>
        Run(options ?? new DotNetPackSettings());

    public static IReadOnlyCollection<Output> DotNetPack(Configure<DotNetPackSettings> configurator) =>
        DotNetPack(new DotNetPackSettings().Apply(configurator));

    /// <summary>Fetches the packages of a project or solution.</summary>
    public static IReadOnlyCollection<Output> DotNetRestore(DotNetRestoreSettings options = null) =>
        Run(options ?? new DotNetRestoreSettings());

    public static IReadOnlyCollection<Output> DotNetRestore(Configure<DotNetRestoreSettings> configurator) =>
        DotNetRestore(new DotNetRestoreSettings().Apply(configurator));

    /// <summary>Runs a project.</summary>
    public static IReadOnlyCollection<Output> DotNetRun(DotNetRunSettings options = null) =>
        Run(options ?? new DotNetRunSettings());

    public static IReadOnlyCollection<Output> DotNetRun(Configure<DotNetRunSettings> configurator) =>
        DotNetRun(new DotNetRunSettings().Apply(configurator));

    /// <summary>Removes what a build wrote.</summary>
    public static IReadOnlyCollection<Output> DotNetClean(DotNetCleanSettings options = null) =>
        Run(options ?? new DotNetCleanSettings());

    public static IReadOnlyCollection<Output> DotNetClean(Configure<DotNetCleanSettings> configurator) =>
        DotNetClean(new DotNetCleanSettings().Apply(configurator));

    /// <summary>Formats source files.</summary>
    public static IReadOnlyCollection<Output> DotNetFormat(DotNetFormatSettings options = null) =>
        Run(options ?? new DotNetFormatSettings());

    public static IReadOnlyCollection<Output> DotNetFormat(Configure<DotNetFormatSettings> configurator) =>
        DotNetFormat(new DotNetFormatSettings().Apply(configurator));
}
