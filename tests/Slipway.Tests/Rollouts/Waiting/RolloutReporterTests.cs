using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class RolloutReporterTests
{
    private static readonly ObjectKey s_movie = new("apps/v1", "Deployment", "shop", "movie");
    private readonly RolloutReporter _pace = new();

    [Fact]
    public void Pods_that_come_are_milestones_and_what_else_changes_is_background()
    {
        Assert.Equal(Severity.Info, At(0, ready: 0));
        Assert.Equal(Severity.Detail, At(1, ready: 0, waitsFor: "0 of 3 pods are updated"));
        Assert.Equal(Severity.Info, At(2, ready: 1));
        Assert.Equal(Severity.Detail, At(3, ready: 1));
        Assert.Equal(Severity.Info, At(4, ready: 3));
        // The last old pod went.
        Assert.Equal(Severity.Info, At(4, ready: 3, waitsFor: null));
        Assert.Equal(Severity.Detail, At(20, ready: 3, waitsFor: null));
    }

    [Fact]
    public void A_probe_that_does_not_pass_yet_is_background_until_it_lasts_and_other_faults_are_told_once()
    {
        At(0, ready: 0);
        Assert.Equal(Severity.Detail, At(1, ready: 0, fault: PodFault.ProbeFails));
        Assert.Equal(Severity.Info, At(5, ready: 0, fault: PodFault.ProbeFails));
        Assert.Equal(Severity.Info, At(6, ready: 0, fault: "Crash"));
        Assert.Equal(Severity.Detail, At(7, ready: 0, fault: "Crash"));
        Assert.Equal(Severity.Detail, At(8, ready: 0));
        Assert.Equal(Severity.Info, At(9, ready: 0, fault: "ErrImagePull"));
    }

    [Fact]
    public void What_is_waited_for_is_heard_of_every_five_seconds()
    {
        var told = Enumerable.Range(0, 21).Count(second => At(second, ready: 0) == Severity.Info);
        Assert.Equal(5, told);
    }

    private Severity At(int second, long ready, string? waitsFor = "something", string? fault = null) =>
        _pace.Of(
            new RolloutJudge.Verdict(
                s_movie,
                waitsFor is null ? Readiness.Ready() : Readiness.Waiting(waitsFor),
                new PodCounts(ready, 3, 0),
                fault is null ? [] : [(null, new PodFault(FaultGrade.MayHeal, 1, "c", fault, "", ""))]
            ),
            TimeSpan.FromSeconds(second)
        );
}
