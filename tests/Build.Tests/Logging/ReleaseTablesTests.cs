using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Targets.Logging;
using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

public class ReleaseTablesTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Digest s_some = Digest.Parse("sha256:0123456789ab" + new string('0', 52));

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(7199, "119m")]
    [InlineData(7200, "2h")]
    [InlineData(172799, "47h")]
    [InlineData(172800, "2d")]
    public void An_age_is_written_as_kubectl_does(int seconds, string text) =>
        Assert.Equal(text, ReleaseTables.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void What_runs_is_a_table() =>
        Assert.Equal(
            [
                "SERVICE  VERSION  DIGEST        READY  TRACK   AGE  URL",
                "movie    1.2.3    0123456789ab  2/2    stable  5m   http://127.1.2.3:80",
                "rating   1.2.4                  1/1    canary  9s   http://127.1.2.4:80",
            ],
            ReleaseTables.Status(
                new StatusReport([Movie(2, 2), Workload("rating", "1.2.4", null, 1, 1, "canary")], []),
                s_now
            )
        );

    [Fact]
    public void Which_revision_serves_and_which_fails_to_come_are_told_apart() =>
        Assert.Equal(
            [
                "SERVICE  VERSION  DIGEST        READY  TRACK   AGE  URL",
                "movie    1.2.3    0123456789ab  0/2    stable  5m   http://127.1.2.3:80",
                "movie    1.2.2    aaaaaaaaaaaa  2 old  stable  3d   http://127.1.2.3:80",
                "",
                "movie: 0 of 2 new, 2 old still serve: pod movie-5c-x: ErrImagePull: not found",
                "StatefulSets are not shown: no right",
            ],
            ReleaseTables.Status(
                new StatusReport(
                    [
                        Movie(0, 2) with
                        {
                            WaitsFor = "pod movie-5c-x: ErrImagePull: not found",
                            StillServing =
                            [
                                new ServingRevision(
                                    "1.2.2",
                                    Digest.Parse($"sha256:{new string('a', 64)}"),
                                    2,
                                    s_now.AddDays(-3)
                                ),
                            ],
                        },
                    ],
                    ["StatefulSets are not shown: no right"]
                ),
                s_now
            )
        );

    private static WorkloadStatus Movie(long ready, long desired) =>
        Workload("movie", "1.2.3", s_some, ready, desired, "stable");

    private static WorkloadStatus Workload(
        string service,
        string version,
        Digest? digest,
        long ready,
        long desired,
        string track
    ) =>
        new(
            service,
            version,
            digest,
            ready,
            desired,
            track,
            service == "movie" ? s_now.AddMinutes(-5) : s_now.AddSeconds(-9),
            service == "movie" ? "http://127.1.2.3:80" : "http://127.1.2.4:80"
        );

    [Fact]
    public void What_is_kept_is_named_with_its_reason()
    {
        Assert.Empty(ReleaseTables.Kept([]));
        Assert.Equal(
            [
                "",
                "Kept, though no longer in the manifests:",
                "  persistentvolumeclaim/uploads in namespace shop, because it holds data",
            ],
            ReleaseTables.Kept([
                new KeptObject(
                    new ObjectKey("v1", "PersistentVolumeClaim", "shop", "uploads"),
                    "it holds data"
                ),
            ])
        );
    }

    [Fact]
    public void Why_an_older_commit_was_allowed_is_a_remark()
    {
        var release = Release(1, "1.2.3", ReleaseKind.Deploy, ReleaseState.Failed, "a", "b", s_now) with
        {
            Failure = "it crashed\nlater",
            AllowedOlder = "main is broken",
        };
        Assert.EndsWith(
            "it crashed; older commit allowed: main is broken",
            ReleaseTables.History([release], s_now)[1]
        );
    }

    [Fact]
    public void What_was_released_is_a_table() =>
        Assert.Equal(
            [
                "REVISION  VERSION  STATE     KIND    BY     AGE  COMMIT   REMARK",
                "2         1.2.4    failed    canary  anna   2m   abc",
                "1         1.2.3    deployed  deploy  build  3d   0123456  Failed objects: pods crash",
            ],
            ReleaseTables.History(
                [
                    Release(
                        2,
                        "1.2.4",
                        ReleaseKind.Canary,
                        ReleaseState.Failed,
                        "anna",
                        "abc",
                        s_now.AddMinutes(-2)
                    ),
                    Release(
                        1,
                        "1.2.3",
                        ReleaseKind.Deploy,
                        ReleaseState.Deployed,
                        "build",
                        "0123456789",
                        s_now.AddDays(-3)
                    ) with
                    {
                        Failure = "Failed objects:\n  pods crash\nwith a log",
                    },
                ],
                s_now
            )
        );

    [Fact]
    public void Nothing_deployed_is_said_in_words() =>
        Assert.Equal(["Nothing is deployed."], ReleaseTables.Status(new StatusReport([], []), s_now));

    [Fact]
    public void No_release_is_said_in_words() =>
        Assert.Equal(["No releases are recorded."], ReleaseTables.History([], s_now));

    private static Release Release(
        int revision,
        string version,
        ReleaseKind kind,
        ReleaseState state,
        string by,
        string commit,
        DateTimeOffset started
    ) =>
        new(
            "shop",
            revision,
            version,
            commit,
            "Anna",
            "staging",
            kind,
            state,
            new Dictionary<string, ImageReference>(),
            [],
            by,
            started
        );
}
