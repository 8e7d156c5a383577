using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class ChangeSetTests
{
    private static readonly KubeObject s_settings = Shop.Settings("shop", "settings", ("a", "1"));

    public static TheoryData<string, string?, string?, bool> Unchanged =>
        new()
        {
            { "a=1", "a=1", "a=1", true },
            // What others added is theirs.
            { "a=1", "a=1", "a=1,b=2", true },
            // New, not known to have been applied, gone, drifted.
            { "a=1", null, null, false },
            { "a=1", null, "a=1", false },
            { "a=1", "a=1", null, false },
            { "a=1", "a=1", "a=2", false },
            // Changed, and one field less.
            { "a=2", "a=1", "a=1", false },
            { "a=1", "a=1,b=2", "a=1,b=2", false },
        };

    [Theory]
    [MemberData(nameof(Unchanged))]
    public void Only_what_was_applied_and_is_still_there_needs_no_write(
        string desired,
        string? applied,
        string? live,
        bool unchanged
    ) => Assert.Equal(unchanged, ChangeSet.IsUnchanged(Map(desired)!, Map(applied), Map(live)));

    [Theory]
    [InlineData("600", true)]
    [InlineData(null, false)]
    public void A_job_that_was_to_vanish_after_its_work_is_not_missed(string? ttl, bool unchanged)
    {
        var job = Samples
            .Job("shop", "migrate")
            .With(json =>
            {
                if (ttl is not null)
                    json["spec"]!["ttlSecondsAfterFinished"] = int.Parse(ttl);
            });
        Assert.Equal(unchanged, ChangeSet.IsUnchanged(job, job, null));
    }

    [Fact]
    public void What_the_server_counts_is_no_difference_and_what_it_holds_is()
    {
        var live = s_settings.With(json =>
        {
            json["metadata"]!["resourceVersion"] = "7";
            json["metadata"]!["generation"] = 1;
            json["metadata"]!["managedFields"] = new JsonArray();
            json["status"] = new JsonObject { ["x"] = 1 };
        });
        Assert.True(ChangeSet.IsSame(s_settings, live));
        Assert.False(ChangeSet.IsSame(s_settings, live.With(json => json["data"]!["b"] = "2")));
    }

    [Fact]
    public void Going_back_leaves_jobs_alone()
    {
        var job = Samples.Job("shop", "migrate");
        var changes = new ChangeSet(
            [s_settings, job],
            [s_settings, job],
            new Dictionary<ObjectKey, Replacement> { [ObjectKey.Of(job)] = Replacement.OfJob },
            []
        ).WithoutJobs();
        Assert.Equal([s_settings], changes.Release);
        Assert.Equal([s_settings], changes.Apply);
    }

    private static KubeObject? Map(string? data) =>
        data is null
            ? null
            : Shop.Settings(
                "shop",
                "settings",
                [.. data.Split(',').Select(d => d.Split('=')).Select(d => (d[0], d[1]))]
            );
}
