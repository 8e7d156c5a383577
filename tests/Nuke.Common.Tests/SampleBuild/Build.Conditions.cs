using Nuke.Common;
using SampleBuild.Components;
using Serilog;

namespace SampleBuild;

internal sealed partial class Build
{
    private bool _ready;

    private Target Prepare => _ => _.Executes(() => _ready = true);

    private Target Static =>
        _ =>
            _.DependsOn(Prepare)
                .OnlyWhenStatic(() => ((IDeploy)this).Replicas > 100)
                .Executes(() => Log.Information("many replicas"));

    private Target AfterStatic => _ => _.DependsOn(Static).Executes(() => Log.Information("after static"));

    private Target Needless =>
        _ =>
            _.DependsOn(Prepare)
                .OnlyWhenStatic(() => ((IDeploy)this).Replicas > 100)
                .WhenSkipped(DependencyBehavior.Skip)
                .Executes(() => { });

    private Target Dynamic =>
        _ =>
            _.DependsOn(Prepare)
                .OnlyWhenDynamic(() => _ready)
                .Executes(() => Log.Information("was prepared"));

    private Target NotDynamic => _ => _.DependsOn(Prepare).OnlyWhenDynamic(() => !_ready).Executes(() => { });
}
