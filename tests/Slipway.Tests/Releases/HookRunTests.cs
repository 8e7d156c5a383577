using System.Text.Json.Nodes;
using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Values;
using static Slipway.Tests.Releases.ReleaseSamples;

namespace Slipway.Tests.Releases;

public sealed class HookRunTests
{
    private static readonly KubeObject s_job = Job("""{"b":{"d":1,"c":["x","y"]},"a":"é"}""");

    [Theory]
    [InlineData("""{"a":"\u00e9","b":{"c":["x","y"],"d":1}}""", true)]
    [InlineData("""{"a":"é","b":{"c":["y","x"],"d":1}}""", false)]
    [InlineData("""{"a":"é","b":{"c":["x","y"],"d":2}}""", false)]
    [InlineData("""{"a":"é"}""", false)]
    public void What_it_ran_is_its_spec_in_whatever_order_it_is_written(string spec, bool same) =>
        Assert.Equal(same, HookRun.Of(Job(spec)) == HookRun.Of(s_job));

    [Fact]
    public void The_notes_of_a_release_are_no_part_of_what_it_ran()
    {
        var noted = ManifestLabels.Mark([s_job], "shop", "1.2.3", new string('a', 40)).Single();
        Assert.Equal(HookRun.Of(s_job), HookRun.Of(noted));
        var other = s_job.With(json => json["metadata"]!["namespace"] = "other");
        Assert.NotEqual(HookRun.Of(s_job), HookRun.Of(other));
    }

    [Theory]
    [InlineData(ReleaseKind.Deploy, ReleaseState.Deployed, true)]
    [InlineData(ReleaseKind.Deploy, ReleaseState.Superseded, true)]
    [InlineData(ReleaseKind.Promote, ReleaseState.RolledBack, true)]
    [InlineData(ReleaseKind.Deploy, ReleaseState.Failed, false)]
    [InlineData(ReleaseKind.Deploy, ReleaseState.Pending, false)]
    [InlineData(ReleaseKind.Canary, ReleaseState.RolledBack, false)]
    [InlineData(ReleaseKind.Rollback, ReleaseState.Deployed, false)]
    public void A_release_that_came_to_run_had_run_all_its_jobs(
        ReleaseKind kind,
        ReleaseState state,
        bool ran
    )
    {
        var release = Release(1, state, kind) with { Manifests = [s_job] };
        Assert.Equal(ran, Ran(release));
        // Whatever became of it, what it recorded counts.
        Assert.True(Ran(release with { Hooks = [HookRun.Of(s_job)] }));
    }

    private static bool Ran(Release release) =>
        new ReleaseTimeline([new RecordedRelease(release, "1")], 2).HookRuns.Contains(HookRun.Of(s_job));

    private static KubeObject Job(string spec) =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "batch/v1",
                ["kind"] = "Job",
                ["metadata"] = new JsonObject
                {
                    ["namespace"] = "shop",
                    ["name"] = "migrate",
                    ["labels"] = new JsonObject { [HookJob.Label] = HookJob.Migration },
                },
                ["spec"] = JsonNode.Parse(spec),
            }
        );
}
