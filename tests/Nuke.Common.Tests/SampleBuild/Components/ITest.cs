using Nuke.Common;
using Serilog;

namespace SampleBuild.Components;

public interface ITest : INukeBuild
{
    Target Test =>
        _ =>
            _.DependsOn<ICompile>(x => x.Compile)
                .TryDependsOn<IAbsent>(x => x.Absent)
                .Executes(() =>
                {
                    Log.Information("testing");
                    ReportSummary(summary =>
                    {
                        summary.Add("Passed", "3");
                        summary.Add("Failed", "0");
                        return summary;
                    });
                });
}
