using Nuke.Common.Execution;
using Xunit;

namespace NukeCommon.Tests.Execution;

public class ExecutionPlannerTests
{
    private readonly ExecutableTarget _a = new() { Name = "A", IsDefault = true };
    private readonly ExecutableTarget _b = new() { Name = "B" };
    private readonly ExecutableTarget _c = new() { Name = "C" };
    private readonly ExecutableTarget _d = new() { Name = "D" };

    [Fact]
    public void Without_a_name_the_default_target_is_planned()
    {
        Assert.Equal("A", Plan(null));
        Assert.True(_a.Invoked);
    }

    [Fact]
    public void Dependencies_run_first_the_last_declared_target_before_the_others()
    {
        _a.ExecutionDependencies.AddRange([_b, _c]);
        Assert.Equal("C B A", Plan("a"));
    }

    [Fact]
    public void A_shared_dependency_runs_once()
    {
        _a.ExecutionDependencies.AddRange([_b, _c]);
        _b.ExecutionDependencies.Add(_d);
        _c.ExecutionDependencies.Add(_d);
        Assert.Equal("D C B A", Plan("A"));
    }

    [Fact]
    public void Order_alone_plans_nothing()
    {
        _a.OrderDependencies.Add(_b);
        Assert.Equal("A", Plan("A"));
        Assert.Equal("B A", Plan("A", "B"));
    }

    [Fact]
    public void An_order_among_dependencies_is_kept()
    {
        _a.ExecutionDependencies.AddRange([_b, _c]);
        _c.OrderDependencies.Add(_b);
        Assert.Equal("B C A", Plan("A"));
    }

    [Fact]
    public void A_triggered_target_runs_after_its_trigger_with_its_own_dependencies()
    {
        _a.Triggers.Add(_b);
        _b.TriggerDependencies.Add(_a);
        _b.ExecutionDependencies.Add(_c);
        Assert.Equal("C A B", Plan("A"));
        Assert.False(_b.Invoked);
    }

    [Fact]
    public void Relations_to_targets_that_do_not_run_decide_too()
    {
        _a.ExecutionDependencies.AddRange([_b, _c]);
        Assert.Equal("C B A", Plan("A"));
        _d.OrderDependencies.Add(_b);
        Assert.Equal("B C A", Plan("A"));
    }

    [Fact]
    public void A_release_starts_with_the_local_cluster_as_with_genuine_NUKE()
    {
        ExecutableTarget compile = new() { Name = "Compile" };
        ExecutableTarget testServices = new() { Name = "TestServices", ExecutionDependencies = { compile } };
        ExecutableTarget test = new() { Name = "Test", ExecutionDependencies = { compile } };
        ExecutableTarget containerBuild = new()
        {
            Name = "ContainerBuild",
            ExecutionDependencies = { compile },
        };
        ExecutableTarget localUp = new() { Name = "LocalUp" };
        ExecutableTarget push = new()
        {
            Name = "Push",
            ExecutionDependencies = { containerBuild, testServices, localUp },
        };
        Assert.Equal(
            ["LocalUp", "Compile", "ContainerBuild", "TestServices", "Push"],
            ExecutionPlanner
                .Plan([compile, testServices, test, containerBuild, localUp, push], ["Push"])
                .Select(x => x.Name)
        );
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_there_are()
    {
        var refusal = Assert.Throws<BuildRefusedException>(() => Plan("X"));
        Assert.StartsWith("Target with name 'X' does not exist. Available targets are:", refusal.Message);
        Assert.EndsWith("  - D", refusal.Message);
    }

    [Fact]
    public void A_cycle_is_refused_even_among_targets_that_are_not_invoked()
    {
        _b.ExecutionDependencies.Add(_c);
        _c.OrderDependencies.Add(_d);
        _d.ExecutionDependencies.Add(_b);
        var refusal = Assert.Throws<BuildRefusedException>(() => Plan("A"));
        Assert.EndsWith("  - B -> C -> D -> B", refusal.Message);
    }

    private string Plan(params string[] names) =>
        string.Join(' ', ExecutionPlanner.Plan([_a, _b, _c, _d], names).Select(x => x.Name));
}
