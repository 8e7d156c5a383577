using Nuke.Common;
using Serilog;

namespace SampleBuild.Components;

public interface IDeploy : ICluster
{
    [Parameter("Environment to deploy to")]
    string? Env => TryGetValue(() => Env);

    [Parameter("Number of replicas")]
    int Replicas => TryGetValue<int?>(() => Replicas) ?? 2;

    [Parameter("Deploys in spite of everything")]
    bool Force => TryGetValue<bool?>(() => Force) ?? false;

    Target Deploy =>
        _ =>
            _.DependsOn<ICompile>()
                .Requires(() => Env)
                .Executes(() =>
                {
                    Log.Information(
                        "deploying to {Env} x{Replicas}, timeout {Timeout}, forced {Force}",
                        Env,
                        Replicas,
                        Timeout,
                        Force
                    );
                    Log.Warning("a warning");
                });
}
