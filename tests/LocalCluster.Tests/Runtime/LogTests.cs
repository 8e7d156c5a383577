using System.Text;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Logs;

namespace LocalCluster.Tests.Runtime;

public sealed class LogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_tail_and_the_times_are_those_asked_for()
    {
        using var log = Open();
        foreach (var line in new[] { "one", "two", "three" })
        {
            log.WriteLine(line);
            _time.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Equal("two\nthree\n", await Read(log, new PodLogOptions("c", TailLines: 2)));
        Assert.Equal("three\n", await Read(log, new PodLogOptions("c", SinceSeconds: 15)));
        Assert.Equal(
            "2030-01-01T00:00:20.000000000Z three\n",
            await Read(log, new PodLogOptions("c", TailLines: 1, Timestamps: true))
        );
        Assert.Equal("one\nt", await Read(log, new PodLogOptions("c", LimitBytes: 5)));
    }

    [Fact]
    public async Task A_reader_follows_through_rotation_until_the_end()
    {
        var log = Open();
        log.WriteLine("first");
        var reading = Read(log, new PodLogOptions("c", Follow: true));
        var line = new string('x', 1 << 20);
        for (var i = 0; i < 11; i++)
            log.WriteLine(line);
        log.Write("cut"u8);
        log.Dispose();
        var text = await reading;
        Assert.StartsWith("first\n", text);
        Assert.EndsWith("\ncut\n", text);
        Assert.True(log.Rotations > 0);
        Assert.Equal(11 << 20, text.Count(c => c == 'x'));
    }

    private ContainerLog Open() => new(_folder.At("0.log"), _time);

    private async Task<string> Read(ContainerLog log, PodLogOptions options)
    {
        using var output = new MemoryStream();
        await LogReader.CopyAsync(
            log.Path,
            log,
            options,
            _time.GetUtcNow(),
            output,
            TestContext.Current.CancellationToken
        );
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
