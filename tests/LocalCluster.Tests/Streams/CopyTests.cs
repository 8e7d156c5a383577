using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Streams;

public sealed class CopyTests(PodFixture pods) : IClassFixture<PodFixture>
{
    public static TheoryData<string> Programs => PodFixture.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Files_and_folders_are_copied_both_ways(string program)
    {
        var kubectl = pods.Session(program);
        var folder = pods.NewFolder();
        var name = Path.GetFileName(folder);
        Directory.CreateDirectory(Path.Combine(folder, "in", "deep"));
        await File.WriteAllTextAsync(Path.Combine(folder, "in", "one"), "1", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "in", "deep", "two"), "2", Cancellation);
        await Copy(kubectl, $"cp {folder}/in box:/data/{name}");
        Assert.Equal("12", await kubectl.Run($"exec box -- cat /data/{name}/one /data/{name}/deep/two"));
        await Copy(kubectl, $"cp box:/data/{name} {folder}/out");
        Assert.Equal(
            "2",
            await File.ReadAllTextAsync(Path.Combine(folder, "out", "deep", "two"), Cancellation)
        );
        await Copy(kubectl, $"cp box:hello {folder}/hello");
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(folder, "hello"), Cancellation));
    }

    /// <summary>
    /// Copies, again where kubectl ran out of the few seconds that it gives itself to look at the target.
    /// </summary>
    private static async Task Copy(KubectlSession kubectl, string arguments)
    {
        var run = await kubectl.Try(arguments);
        while (run.Errors == "error: context deadline exceeded\n")
            run = await kubectl.Try(arguments);
        Assert.True(run.Code == 0, run.Errors);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
