using Slipway.Pipeline.ContainerTests;
using Slipway.Targets.Containers;

namespace Slipway.Targets.Tests;

public class ContainerPlaceTests
{
    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, ContainerTestHost.Cluster)]
    [InlineData(ContainerTestHost.Docker, false, ContainerTestHost.Docker)]
    [InlineData(ContainerTestHost.Cluster, false, ContainerTestHost.Cluster)]
    [InlineData(ContainerTestHost.Cluster, true, ContainerTestHost.Cluster)]
    internal void The_user_chooses_and_images_on_scratch_go_to_the_cluster(
        ContainerTestHost? wanted,
        bool onScratch,
        ContainerTestHost? expected
    ) => Assert.Equal(expected, ContainerHostSelection.Of(wanted, onScratch, "local").Place);

    [Fact]
    public void Who_did_not_choose_the_cluster_hears_why_it_is_taken() =>
        Assert.Contains("scratch", ContainerHostSelection.Of(null, onScratch: true, "local").Reason!);

    [Fact]
    public void An_engine_is_refused_for_images_without_NET() =>
        Assert.Throws<ScratchNeedsClusterException>(() =>
            ContainerHostSelection.Of(ContainerTestHost.Docker, onScratch: true, "local")
        );

    [Fact]
    public void What_was_not_proven_does_not_look_like_what_passed()
    {
        CheckLine Line(ContainerCheck check, CheckResult result) => new("movie", check, result, "why");
        var report = new ContainerReport(
            "movie",
            [
                Line(ContainerCheck.ReadOnlyRoot, CheckResult.NotProven),
                Line(ContainerCheck.Liveness, CheckResult.Passed),
                Line(ContainerCheck.Signals, CheckResult.Failed),
                Line(ContainerCheck.User, CheckResult.NotRun),
            ],
            []
        );
        Assert.Equal(
            [
                "SERVICE  CHECK           RESULT      DETAIL",
                "movie    liveness        ok          why",
                "movie    user            not run     why",
                "movie    signals         FAILED      why",
                "movie    read-only root  not proven  why",
            ],
            ContainerTestTable.Of([report])
        );
    }
}
