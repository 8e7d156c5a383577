using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Storage;

namespace LocalCluster.Tests.Storage;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        using (var journal = new Journal(_folder.Path))
        {
            var store = new ObjectStore(journal);
            await Write(store, "a");
            await Write(store, "b");
            await store.Remove(Key("a"), store.Get(Key("a"))!.Version)!.Durable;
        }
        Assert.Equal(["b"], Names());
    }

    [Fact]
    public async Task A_torn_end_is_cut_off_and_writing_goes_on()
    {
        using (var journal = new Journal(_folder.Path))
            await Write(new ObjectStore(journal), "a");
        var log = Directory.GetFiles(_folder.Path, "*.log").Single();
        await File.AppendAllTextAsync(
            log,
            "0123456789abcdef {\"version\":",
            TestContext.Current.CancellationToken
        );
        using (var journal = new Journal(_folder.Path))
            await Write(new ObjectStore(journal), "b");
        Assert.Equal(["a", "b"], Names());
    }

    [Fact]
    public async Task Damage_before_the_end_is_refused()
    {
        using (var journal = new Journal(_folder.Path, rotateAt: 1))
        {
            var store = new ObjectStore(journal);
            await Write(store, "a");
            await Write(store, "b");
        }
        var snapshot = Directory.GetFiles(_folder.Path, "*.snapshot").Single();
        var text = await File.ReadAllTextAsync(snapshot, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            snapshot,
            text.Replace("\"a\"", "\"x\""),
            TestContext.Current.CancellationToken
        );
        var refused = Assert.Throws<ClusterStartException>(() => new Journal(_folder.Path));
        Assert.Contains(snapshot, refused.Message);
    }

    [Fact]
    public async Task A_snapshot_replaces_a_long_log()
    {
        using (var journal = new Journal(_folder.Path, rotateAt: 2000))
        {
            var store = new ObjectStore(journal);
            for (var i = 0; i < 100; i++)
                await Write(store, $"n{i % 10}");
        }
        Assert.Single(Directory.GetFiles(_folder.Path, "*.snapshot"));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.log"));
        Assert.Equal(10, Names().Count());
    }

    [Fact]
    public async Task Versions_go_on_after_a_restart()
    {
        long before;
        using (var journal = new Journal(_folder.Path))
        {
            var store = new ObjectStore(journal);
            await Write(store, "a");
            before = store.Version;
        }
        using var again = new Journal(_folder.Path);
        Assert.True(new ObjectStore(again).Version > before);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Names()
    {
        using var journal = new Journal(_folder.Path);
        return [.. new ObjectStore(journal).List("", "configmaps", null).Objects.Select(o => o.Key.Name)];
    }

    private static Task Write(ObjectStore store, string name) =>
        store
            .Write(
                Key(name),
                store.Get(Key(name))?.Version ?? 0,
                new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }
            )!
            .Durable;

    private static ObjectKey Key(string name) => new("", "configmaps", "default", name);
}
