namespace Slipway.Targets.Tests.Running;

/// <summary>What runs, and in which order, is the same with NUKE and with its stand-in.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly BuildProgram _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task The_plan_is_printed_in_the_order_in_which_targets_run()
    {
        var run = await _build.RunAsync("Push", "--plan", "--no-logo");
        Assert.Equal(0, run.Code);
        Assert.Equal(
            ["LocalUp", "Compile", "ContainerBuild", "TestServices", "Push"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
        );
    }

    [Fact]
    public async Task The_plan_says_what_a_target_does()
    {
        var run = await _build.RunAsync("Compile", "--plan", "--no-logo");
        Assert.Equal("  1. Compile  Compiles the services\n", run.Output);
    }
}
