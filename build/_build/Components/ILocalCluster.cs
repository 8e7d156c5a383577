using Nuke.Common;
using Serilog;
using Slipway.Targets.Help;
using Slipway.Targets.Local;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>The embedded cluster of this checkout.</summary>
internal interface ILocalCluster : IHazEnvironment
{
    /// <summary>Instead of what they were the last time.</summary>
    [Parameter(
        "What pods of the local cluster are: process, or docker for containers of the Docker Engine "
            + "- Default is what they were, at first 'process'"
    )]
    LocalRuntime? LocalRuntime => TryGetValue<LocalRuntime?>(() => LocalRuntime);

    /// <summary>Starts it when the environment lives on it.</summary>
    [Example("LocalUp --local-runtime docker", "pods are containers of the Docker Engine")]
    Target LocalUp =>
        _ =>
            _.Description("Starts the local cluster; it goes on when the build ends")
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

    /// <summary>Stops it.</summary>
    [Example("LocalDown", "a later LocalUp goes on with the same objects")]
    Target LocalDown =>
        _ =>
            _.Description("Stops the local cluster and its pods; its state stays for the next start")
                .Executes(async () =>
                {
                    var answer = await Workspace.LocalCluster.StopAsync(Workspace.Stop);
                    Log.Information("{Answer:l}", answer);
                });
}
