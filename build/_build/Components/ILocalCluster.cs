using Nuke.Common;
using Serilog;
using Slipway.Targets.Help;
using Slipway.Targets.Local;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>The embedded cluster of this checkout.</summary>
internal interface ILocalCluster : IHazEnvironment
{
    /// <summary>Overrides the runtime of the last start.</summary>
    [Parameter(
        "Runs pods of the local cluster as processes (process) or Docker containers (docker) "
            + "- Default is the runtime of the last start, at first 'process'"
    )]
    LocalRuntime? LocalRuntime => TryGetValue<LocalRuntime?>(() => LocalRuntime);

    /// <summary>Starts the local cluster if the environment uses it.</summary>
    [Example("LocalUp --local-runtime docker", "runs pods as Docker containers")]
    Target LocalUp =>
        _ =>
            _.Description("Starts the local cluster, which keeps running after the build")
                .OnlyWhenDynamic(() => Environment.Cluster.Local)
                .Executes(async () =>
                {
                    var endpoints = await Workspace.LocalCluster.StartAsync(LocalRuntime, Workspace.Stop);
                    Log.Information(
                        "Local cluster {Api:l}, kubeconfig {File:l}",
                        endpoints.Api,
                        Path.GetRelativePath(RootDirectory, endpoints.Kubeconfig)
                    );
                });

    /// <summary>Stops the local cluster.</summary>
    [Example("LocalDown", "the next LocalUp continues with the same objects")]
    Target LocalDown =>
        _ =>
            _.Description("Stops the local cluster and its pods, and keeps its state")
                .Executes(async () =>
                {
                    var answer = await Workspace.LocalCluster.StopAsync(Workspace.Stop);
                    Log.Information("{Answer:l}", answer);
                });
}
