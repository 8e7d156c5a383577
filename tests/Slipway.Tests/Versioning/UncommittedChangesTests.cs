namespace Slipway.Tests.Versioning;

public class UncommittedChangesTests
{
    [Fact]
    public async Task They_show_in_the_version_and_in_the_tag()
    {
        using var repository = new VersionedRepository();
        repository.Write("source.txt", "two\n");
        var version = await repository.ReadAsync();
        Assert.True(version.Dirty);
        Assert.Matches("^[0-9a-f]{8}$", version.DirtyHash);
        Assert.Equal($"1.2.3-dirty.{version.DirtyHash}", version.SemVer);
        Assert.Equal(version.SemVer, version.ImageTag);

        repository.Commit("two");
        repository.Write("source.txt", "three\n");
        version = await repository.ReadAsync();
        Assert.Equal($"1.2.4-1.{repository.Id}.dirty.{version.DirtyHash}", version.SemVer);
    }

    [Fact]
    public async Task The_same_changes_give_the_same_version_staged_or_not_and_in_any_clone()
    {
        using var left = new VersionedRepository();
        using var right = new VersionedRepository();
        foreach (var repository in new[] { left, right })
        {
            repository.Write("source.txt", "two\n");
            repository.Write("new.txt", "new\n");
        }
        right.Git("add", "--all");
        right.Git("config", "diff.context", "9");
        Assert.Equal(await left.VersionAsync(), await right.VersionAsync());
    }

    [Fact]
    public async Task Different_changes_give_different_versions()
    {
        using var repository = new VersionedRepository();
        var versions = new List<string> { await repository.VersionAsync() };
        repository.Write("source.txt", "two\n");
        versions.Add(await repository.VersionAsync());
        repository.Write("source.txt", "three\n");
        versions.Add(await repository.VersionAsync());
        repository.Write("untracked.txt", "x\n");
        versions.Add(await repository.VersionAsync());
        repository.Write("untracked.txt", "y\n");
        versions.Add(await repository.VersionAsync());
        File.Delete(Path.Combine(repository.Root, "source.txt"));
        versions.Add(await repository.VersionAsync());
        File.Delete(Path.Combine(repository.Root, "untracked.txt"));
        repository.Write("åäö name.txt", "y\n");
        versions.Add(await repository.VersionAsync());
        Assert.Distinct(versions);
    }

    [Fact]
    public async Task Taken_back_they_leave_no_trace()
    {
        using var repository = new VersionedRepository();
        repository.Write("source.txt", "two\n");
        Assert.True((await repository.ReadAsync()).Dirty);
        repository.Write("source.txt", "one\n");
        Assert.Equal("1.2.3", await repository.VersionAsync());
    }

    [Fact]
    public async Task Ignored_files_do_not_count()
    {
        using var repository = new VersionedRepository();
        repository.Write("bin/program", "x");
        repository.Write("obj/state", "x");
        repository.Write(".nuke/temp/note", "x");
        Assert.False((await repository.ReadAsync()).Dirty);
    }

    [Fact]
    public async Task A_link_counts_by_its_target_and_a_program_by_its_bit()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no executable bit, and links need a privilege.");
            return;
        }
        using var repository = new VersionedRepository();
        var versions = new List<string>();
        var link = Path.Combine(repository.Root, "link");
        File.CreateSymbolicLink(link, "nowhere");
        versions.Add(await repository.VersionAsync());
        File.Delete(link);
        File.CreateSymbolicLink(link, "elsewhere");
        versions.Add(await repository.VersionAsync());
        var program = Path.Combine(repository.Root, "source.txt");
        File.SetUnixFileMode(program, UnixFileMode.UserExecute | UnixFileMode.UserRead);
        versions.Add(await repository.VersionAsync());
        Assert.Distinct(versions);
    }

    [Fact]
    public async Task A_repository_inside_counts_by_its_commit_and_its_changes()
    {
        using var repository = new VersionedRepository();
        repository.Git("init", "-q", "inner");
        repository.Write("inner/file", "one");
        repository.Git("-C", "inner", "add", "--all");
        repository.Git("-C", "inner", "commit", "-q", "-m", "one");
        var versions = new List<string> { await repository.VersionAsync() };
        repository.Write("inner/file", "two");
        versions.Add(await repository.VersionAsync());
        repository.Git("-C", "inner", "commit", "-q", "-a", "-m", "two");
        versions.Add(await repository.VersionAsync());
        Assert.Distinct(versions);
    }
}
