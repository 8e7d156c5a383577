using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;
using static Slipway.Tests.Releases.ReleaseSamples;

namespace Slipway.Tests.Releases;

/// <summary>
/// Whoever may write Secrets may spoil a record: it is named, hides no other, and goes with the next trim.
/// </summary>
public sealed class DamagedRecordTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<KubeObject, KubeObject>, string> Damages =>
        new()
        {
            {
                "another application's",
                head => Holding(head, Release(2) with { App = "other" }),
                "it is the record of revision 2 of other"
            },
            {
                "another revision's",
                head => Holding(head, Release(1)),
                "it is the record of revision 1 of shop"
            },
            {
                "under a false label",
                head => Labelled(head, ReleaseSecrets.RevisionLabel, "7"),
                "its label slipway.dev/revision says '7'"
            },
            {
                "inflating without end",
                head => Holding(head, Inflating()),
                "decompressed, it is longer than 64 MiB"
            },
            {
                "no record at all",
                head => Holding(head, Zipped("""{"format":1,"app":"shop","revision":2}""")),
                "it has no images or no manifests."
            },
            {
                "no JSON",
                head => Holding(head, Zipped("<html>")),
                "the release record is not JSON (line 1, column 1)."
            },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_record_is_named_hides_no_other_and_goes_with_the_trim(
        string what,
        Func<KubeObject, KubeObject> damage,
        string reason
    )
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        await history.WriteAsync(Release(1), Stop);
        var (head, _) = ReleaseSecrets.Write(Release(2), ns);
        await cluster.CreateAsync(damage(head), Stop);

        var page = await history.ListAsync(Stop);

        Assert.Equal(1, Assert.Single(page.Releases).Release.Revision);
        Assert.Equal((what, reason, 2), (what, Assert.Single(page.Damaged).Reason, page.Damaged[0].Revision));
        Assert.Equal(3, ReleaseHistory.NextRevision(page));
        await history.TrimAsync(ReleaseTimeline.Of(page), Stop);
        Assert.Empty((await history.ListAsync(Stop)).Damaged);
    }

    [Fact]
    public async Task A_record_of_a_newer_Slipway_is_named_and_stays()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        var (head, _) = ReleaseSecrets.Write(Release(1), ns);
        await cluster.CreateAsync(Holding(head, Zipped("""{"format":9}""")), Stop);

        await history.TrimAsync(ReleaseTimeline.Of(await history.ListAsync(Stop)), Stop);

        var newer = Assert.Single((await history.ListAsync(Stop)).Damaged);
        Assert.Equal("it was written by a newer slipway (format 9)", newer.Reason);
    }

    [Fact]
    public async Task A_Secret_that_only_carries_our_labels_is_no_release()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        var (head, _) = ReleaseSecrets.Write(Release(1), ns);
        await cluster.CreateAsync(head.With(json => json["metadata"]!["name"] = "stranger"), Stop);

        var page = await history.ListAsync(Stop);

        Assert.Equal(
            new DamagedRelease("stranger", null, "its name is not that of a record"),
            Assert.Single(page.Damaged)
        );
        Assert.Equal(1, ReleaseHistory.NextRevision(page));
    }

    [Fact]
    public async Task Beyond_the_bound_no_content_is_read()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        for (var revision = 1; revision <= 25; revision++)
        {
            var state = revision == 25 ? ReleaseState.Deployed : ReleaseState.Superseded;
            var (head, _) = ReleaseSecrets.Write(Release(revision, state), ns);
            // Whoever reads it says so.
            await cluster.CreateAsync(revision <= 5 ? Holding(head, Zipped("<html>")) : head, Stop);
        }

        var page = await history.ListAsync(Stop);

        Assert.Equal(Enumerable.Range(6, 20).Reverse(), page.Releases.Select(r => r.Release.Revision));
        Assert.Empty(page.Damaged);
        Assert.Equal([1, 2, 3, 4, 5], page.Surplus);
        await history.TrimAsync(ReleaseTimeline.Of(page), Stop);
        Assert.Empty((await history.ListAsync(Stop)).Surplus);
        Assert.Equal(
            20,
            (await cluster.ListMetadataAsync("v1", "Secret", ns, new ObjectSelector(), Stop)).Items.Count
        );
    }

    private static KubeObject Labelled(KubeObject head, string label, string value) =>
        head.With(json => json["metadata"]!["labels"]![label] = value);

    private static KubeObject Holding(KubeObject head, Release other) =>
        Holding(
            head,
            Convert.FromBase64String(ReleaseSecrets.Write(other, "any").Head.Text("data", "release")!)
        );

    private static KubeObject Holding(KubeObject head, byte[] record) =>
        head.With(json =>
        {
            json["data"]!["release"] = Convert.ToBase64String(record);
            json["metadata"]!["annotations"]!["slipway.dev/record-digest"] = Digest.Of(record).ToString();
        });

    private static byte[] Zipped(string text) => Zipped(gzip => gzip.Write(Encoding.UTF8.GetBytes(text)));

    // A thousandth of what it unpacks to.
    private static byte[] Inflating() =>
        Zipped(gzip =>
        {
            var spaces = new byte[1024 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var mebibytes = 0; mebibytes <= 64; mebibytes++)
                gzip.Write(spaces);
        });

    private static byte[] Zipped(Action<Stream> write)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
            write(gzip);
        return zipped.ToArray();
    }
}
