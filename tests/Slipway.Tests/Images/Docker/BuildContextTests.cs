using System.Formats.Tar;
using Slipway.Images.Docker.Context;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

public sealed class BuildContextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_context_is_the_same_whatever_the_clock_and_the_umask()
    {
        _folder.Write("Dockerfile", "FROM scratch\n");
        _folder.Write("a-b", "1");
        _folder.Write("a/b", "2");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        var first = await PackAsync(List());
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "a/b"), new DateTime(2001, 1, 1));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_folder.Path, "a/b"), UnixFileMode.UserRead);
        var second = await PackAsync(List());

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal(
            ["Dockerfile", "a/", "a-b", "a/b", "empty/"],
            Entries(first).Select(entry => entry.Name)
        );
        Assert.All(Entries(first), entry => Assert.Equal(DateTimeOffset.UnixEpoch, entry.ModificationTime));
    }

    [Fact]
    public async Task Programs_and_links_stay_what_they_are()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has neither without further rights.");
            return;
        }
        _folder.Write("Dockerfile", "FROM scratch\n");
        _folder.Write("run", "x");
        File.SetUnixFileMode(Path.Combine(_folder.Path, "run"), (UnixFileMode)0x1C0);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), "../nowhere");
        var list = List();

        Assert.Equal(
            ["0644 Dockerfile ", "0777 link ../nowhere", "0755 run "],
            Entries(await PackAsync(list))
                .Select(entry =>
                    $"{Convert.ToString((int)entry.Mode, 8).PadLeft(4, '0')} {entry.Name} {entry.LinkName}"
                )
        );
        Assert.StartsWith("program ", list.Single(entry => entry.Path == "run").Fingerprint);
        Assert.Equal("link to ../nowhere", list.Single(entry => entry.Path == "link").Fingerprint);
    }

    [Fact]
    public void The_Dockerfile_and_the_ignore_file_are_always_sent()
    {
        _folder.Write(".dockerignore", "*\n!src/a.cs");
        _folder.Write("docker/Dockerfile", "FROM scratch\n");
        _folder.Write("docker/other", "");
        _folder.Write("src/a.cs", "");
        _folder.Write("src/b.cs", "");

        Assert.Equal(
            [".dockerignore", "docker/Dockerfile", "src/a.cs"],
            List("docker/Dockerfile").Select(entry => entry.Path)
        );
    }

    [Fact]
    public async Task The_patterns_of_a_Dockerfile_go_before_those_of_its_context()
    {
        _folder.Write(".dockerignore", "a");
        _folder.Write("Dockerfile", "FROM scratch\n");
        _folder.Write("Dockerfile.dockerignore", "b\nDockerfile*");
        _folder.Write("a", "");
        _folder.Write("b", "");
        var list = List();

        Assert.Equal([".dockerignore", "Dockerfile", "a"], list.Select(entry => entry.Path));
        var sent = Entries(await PackAsync(list))[0];
        Assert.Equal("b\nDockerfile*", await new StreamReader(sent.DataStream!).ReadToEndAsync(Ct));
    }

    [Fact]
    public void What_builds_and_git_write_is_never_sent()
    {
        _folder.Write("Dockerfile", "FROM scratch\n");
        _folder.Write(".git/HEAD", "");
        _folder.Write(".nuke/parameters.json", "");
        _folder.Write(".nuke/temp/x", "");

        Assert.Equal([".nuke", ".nuke/parameters.json", "Dockerfile"], List().Select(entry => entry.Path));
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_sent_is_refused()
    {
        _folder.Write("Dockerfile", "FROM scratch\n");
        _folder.Write("data", "1");
        var list = List();
        _folder.Write("data", "12");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PackAsync(list));

        Assert.Equal("'data' changed while it was being sent to the Docker Engine.", refusal.What);
    }

    [Fact]
    public void Mistakes_of_the_ignore_file_are_named_relative_to_the_repository()
    {
        _folder.Write("services/user/Dockerfile", "FROM scratch\n");
        _folder.Write("services/user/.dockerignore", "a\n[");
        var mistakes = new List<string>();

        _ = new BuildContext(
            Path.Combine(_folder.Path, "services/user"),
            "Dockerfile",
            [],
            _folder.Path,
            mistakes
        );

        Assert.Equal(
            ["services/user/.dockerignore:2:1: '[' is not a valid pattern: '[' has no matching ']'."],
            mistakes
        );
    }

    private IReadOnlyList<ContextEntry> List(string dockerfile = "Dockerfile")
    {
        var mistakes = new List<string>();
        string[] never = [Path.Combine(_folder.Path, ".git"), Path.Combine(_folder.Path, ".nuke", "temp")];
        var list = new BuildContext(_folder.Path, dockerfile, never, _folder.Path, mistakes).List();
        Assert.Empty(mistakes);
        return list;
    }

    private static async Task<MemoryStream> PackAsync(IReadOnlyList<ContextEntry> list)
    {
        var archive = new MemoryStream();
        await ContextArchive.WriteAsync(list, archive, Ct);
        archive.Position = 0;
        return archive;
    }

    private static List<TarEntry> Entries(MemoryStream archive)
    {
        using var tar = new TarReader(new MemoryStream(archive.ToArray()));
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        return entries;
    }
}
