using Nuke.Common.Execution;
using Nuke.Common.Reporting;
using Xunit;

namespace NukeCommon.Tests.Reporting;

public class PlanPageTests
{
    [Fact]
    public void The_page_names_targets_in_their_order_with_their_relations()
    {
        var clean = new ExecutableTarget { Name = "Clean", Description = "Cleans <all>" };
        var compile = new ExecutableTarget { Name = "Compile" };
        compile.ExecutionDependencies.Add(clean);
        var html = PlanPage.Html([clean, compile]);
        Assert.Contains("<tr><td>1</td><td id=\"Clean\">Clean</td>", html);
        Assert.Contains("<tr><td>2</td><td id=\"Compile\">Compile</td>", html);
        Assert.Contains("<td><a href=\"#Clean\">Clean</a></td>", html);
        Assert.Contains("Cleans &lt;all&gt;", html);
    }
}
