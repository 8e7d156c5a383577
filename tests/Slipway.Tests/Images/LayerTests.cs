using System.Formats.Tar;
using System.IO.Compression;
using Slipway.Images.Packing;
using Slipway.Values;

namespace Slipway.Tests.Images;

public sealed class LayerTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Names_modes_and_owners_follow_from_the_files_alone()
    {
        var longName = new string('a', 80) + "/" + new string('b', 90) + ".txt";
        Write(longName, "long");
        Write("ü.txt", "not ASCII");
        Write("run.sh", "#!/bin/sh\n");
        Write("program", "\u007fELF...");
        Write("libx.so.1", "\u007fELF...");
        Write("data.txt", "data");

        var entries = await PackAsync();

        Assert.Equal(
            [
                "app/ 755",
                $"app/{longName[..81]} 755",
                $"app/{longName} 644",
                "app/data.txt 644",
                "app/libx.so.1 644",
                "app/program 755",
                "app/run.sh 755",
                "app/ü.txt 644",
            ],
            entries.Select(entry => $"{entry.Name} {Convert.ToString((int)entry.Mode, 8)}")
        );
        Assert.All(entries, entry =>
            Assert.Equal((0, 0, DateTimeOffset.UnixEpoch), (entry.Uid, entry.Gid, entry.ModificationTime))
        );
    }

    [Fact]
    public async Task Times_and_permissions_of_the_files_do_not_matter()
    {
        var file = Write("a/b.txt", "b");
        Write("c.txt", "c");
        var first = await WriteAsync();
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                file,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );

        Assert.Equal(first, await WriteAsync());
    }

    [Fact]
    public async Task A_link_within_the_published_files_stays_a_link()
    {
        Write("lib/real.so", "x");
        File.CreateSymbolicLink(Path.Combine(Root, "alias.so"), "lib/real.so");
        File.CreateSymbolicLink(Path.Combine(Root, "lib/again.so"), Path.Combine(Root, "alias.so"));

        var entries = await PackAsync();

        Assert.Equal(
            ["alias.so -> lib/real.so", "lib/again.so -> ../alias.so"],
            entries
                .Where(entry => entry.EntryType == TarEntryType.SymbolicLink)
                .Select(entry => $"{entry.Name["app/".Length..]} -> {entry.LinkName}")
        );
    }

    [Theory]
    [InlineData("/etc/passwd", "outside of the published files")]
    [InlineData("../../outside.txt", "outside of the published files")]
    [InlineData("nowhere.txt", "which does not exist")]
    public void A_link_to_anything_else_is_refused(string target, string expected)
    {
        _folder.Write("outside.txt", "");
        Write("lib/x", "");
        File.CreateSymbolicLink(Path.Combine(Root, "lib/link"), target);

        var refusal = Assert.ThrowsAny<Refusal>(() => PublishFolder.List(Root));

        Assert.Contains($"'lib/link' points to '{target}', {expected}", refusal.What);
    }

    [Fact]
    public void A_link_that_leads_outside_through_another_link_is_refused()
    {
        _folder.Write("outside/secret.txt", "");
        Write("a.txt", "");
        File.CreateSymbolicLink(Path.Combine(Root, "one"), Path.Combine(_folder.Path, "outside"));

        Assert.ThrowsAny<Refusal>(() => PublishFolder.List(Root));
    }

    [Theory]
    [InlineData("after, and longer", "changed")]
    [InlineData("a", "changed")]
    [InlineData("other!", "changed")]
    [InlineData(null, "disappeared")]
    public async Task A_file_that_changes_before_it_is_packed_is_refused(string? after, string how)
    {
        var file = Write("a.txt", "before");
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var files = PublishFolder.List(Root);
        if (after is null)
            File.Delete(file);
        else
            File.WriteAllText(file, after);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            LayerWriter.WriteAsync(files, _folder.Path + "/layer", _ct)
        );

        Assert.Equal($"'a.txt' {how} while it was being packed.", refusal.What);
        Assert.Equal(file, refusal.Where);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(6_000_000)]
    public async Task A_file_that_shrinks_or_grows_in_the_middle_of_packing_is_refused(long length)
    {
        const int size = 4_000_000;
        var file = Write("large", new string('x', size));
        var files = PublishFolder.List(Root);
        using var archive = new InterruptedStream(after: size / 2, () =>
        {
            using var other = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            other.SetLength(length);
        });

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            LayerWriter.WriteTarAsync(archive, files, _ct)
        );

        Assert.True(archive.WasInterrupted);
        Assert.Equal("'large' changed while it was being packed.", refusal.What);
    }

    [Fact]
    public void Files_are_sorted_into_layers_by_where_they_come_from()
    {
        string[] names =
        [
            "Hello",
            "Hello.dll",
            "Own.dll",
            "cs/Yaml.resources.dll",
            "libcoreclr.so",
            "runtimes/linux-x64/native/z.so",
            "System.dll",
            "Yaml.dll",
            "zstd.dll",
        ];
        var files = names.Select(name => new ImageFile(name, name, default)).ToList();

        var layers = LayerPlan.Of(
            files,
            """
            {
              "runtimeTarget": { "name": "net10.0/linux-x64" },
              "targets": { "net10.0": {}, "net10.0/linux-x64": {
                "Hello/1.0.0": { "runtime": { "Hello.dll": {} } },
                "Own/1.0.0": { "runtime": { "Own.dll": {} } },
                "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": {
                  "runtime": { "System.dll": {} }, "native": { "libcoreclr.so": {} } },
                "Yaml/1.0.0": {
                  "dependencies": { "z": "1.0.0" },
                  "runtime": {
                    "lib/net8.0/Yaml.dll": {}, "lib/net8.0/Zstd.dll": { "localPath": "zstd.dll" } },
                  "resources": { "lib/net8.0/cs/Yaml.resources.dll": { "locale": "cs" } },
                  "runtimeTargets": { "runtimes/linux-x64/native/z.so": { "assetType": "native" } } } } },
              "libraries": {
                "Hello/1.0.0": { "type": "project" }, "Own/1.0.0": { "type": "project" },
                "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": { "type": "runtimepack" },
                "Yaml/1.0.0": { "type": "package" } }
            }
            """
        );

        Assert.Equal(
            [
                "runtime: libcoreclr.so System.dll",
                "dependencies: cs/Yaml.resources.dll runtimes/linux-x64/native/z.so Yaml.dll zstd.dll",
                "application: Hello Hello.dll Own.dll",
            ],
            layers.Select(l => $"{l.Name}: {string.Join(' ', l.Files.Select(file => file.Path))}")
        );
    }

    private string Root => Directory.CreateDirectory(Path.Combine(_folder.Path, "publish")).FullName;

    private string Write(string path, string text) => _folder.Write($"publish/{path}", text);

    private Task<PackedLayer> WriteAsync() =>
        LayerWriter.WriteAsync(
            PublishFolder.List(Root),
            Path.Combine(_folder.Path, Guid.NewGuid().ToString("N")),
            _ct
        );

    private async Task<List<PosixTarEntry>> PackAsync()
    {
        var file = Path.Combine(_folder.Path, "layer");
        await LayerWriter.WriteAsync(PublishFolder.List(Root), file, _ct);
        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var entries = new List<PosixTarEntry>();
        while (tar.GetNextEntry(copyData: true) is PosixTarEntry entry)
            entries.Add(entry);
        return entries;
    }

    /// <summary>Something happens to the source while an archive of it is half written.</summary>
    private sealed class InterruptedStream(long after, Action happen) : MemoryStream
    {
        public bool WasInterrupted { get; private set; }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (WasInterrupted || Length < after)
                return;
            WasInterrupted = true;
            happen();
        }
    }
}
