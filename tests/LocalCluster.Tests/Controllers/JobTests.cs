using LocalCluster.Controllers.Jobs;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class JobTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 1, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("{'backoffLimit': 1, 'completions': 1}", "{'failed': 2}", "BackoffLimitExceeded")]
    [InlineData("{'backoffLimit': 1, 'completions': 1}", "{'failed': 1}", null)]
    [InlineData("{'backoffLimit': 1, 'completions': 2}", "{'succeeded': 2}", "")]
    [InlineData("{'backoffLimit': 1, 'completions': 2}", "{'succeeded': 1}", null)]
    [InlineData("{'backoffLimit': 1}", "{'succeeded': 1}", "")]
    [InlineData(
        "{'completions': 1, 'activeDeadlineSeconds': 30}",
        "{'startTime': '2030-01-01T00:00:00Z'}",
        "DeadlineExceeded"
    )]
    public void A_job_ends_for_one_reason(string spec, string status, string? reason) =>
        Assert.Equal(
            reason,
            JobOutcome.End(Json($"{{'spec': {spec}, 'status': {status}}}"), [], 0, s_now)?.Reason
        );

    [Theory]
    [InlineData("{'parallelism': 3, 'completions': 5}", "{'succeeded': 3}", 2)]
    [InlineData("{'parallelism': 3, 'completions': 5}", "{}", 3)]
    [InlineData("{'parallelism': 3}", "{'succeeded': 1}", 1)]
    [InlineData("{'parallelism': 3, 'suspend': true}", "{}", 0)]
    public void A_job_wants_no_more_pods_than_are_missing(string spec, string status, int expected) =>
        Assert.Equal(expected, JobOutcome.Wanted(Json($"{{'spec': {spec}, 'status': {status}}}"), active: 1));

    [Fact]
    public void Completed_indexes_are_kept_as_ranges()
    {
        Assert.Equal("0-2,5,7-8", JobPods.Ranges([7, 0, 1, 2, 5, 8, 2]));
        Assert.Equal([0, 1, 2, 5], JobPods.Indexes("0-2,5").Order());
    }
}
