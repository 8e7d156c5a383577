using Nuke.Common;
using Serilog;

namespace SampleBuild;

internal sealed partial class Build
{
    private Target Broken =>
        _ => _.DependsOn(Compile).Executes(() => throw new InvalidOperationException("boom\nand more"));

    private Target AfterBroken => _ => _.DependsOn(Broken).Executes(() => Log.Information("never"));

    private Target Assured =>
        _ => _.After(AfterBroken).AssuredAfterFailure().Executes(() => Log.Information("assured"));

    private Target Proceeding =>
        _ => _.ProceedAfterFailure().Executes(() => throw new Exception("not so bad"));

    private Target AfterProceeding => _ => _.DependsOn(Proceeding).Executes(() => Log.Information("went on"));

    private Target Refusing =>
        _ =>
            _.Executes(() =>
            {
                ExitCode = 2;
                throw new Exception("refused");
            });

    private Target ExitsWithThree => _ => _.Executes(() => ExitCode = 3);
}
