using Nuke.Common;
using Serilog;

namespace SampleBuild.Components;

public interface ICompile : INukeBuild
{
    [Parameter("Configuration to build - Default is 'Debug' (local) or 'Release' (server)")]
    Configuration Configuration =>
        TryGetValue(() => Configuration) ?? (IsLocalBuild ? Configuration.Debug : Configuration.Release);

    Target Compile =>
        _ =>
            _.Description("Compiles")
                .Executes(() => Log.Information("compiling {Configuration}", Configuration));
}
