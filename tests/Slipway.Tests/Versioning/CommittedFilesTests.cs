using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

public sealed class CommittedFilesTests : IDisposable
{
    private readonly VersionedRepository _repository = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _repository.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_edited_in_the_working_tree_or_came_later_has_no_part_in_it()
    {
        var file = Write("replicas: 3\n");
        _repository.Commit("Three");
        var commit = _repository.Git("rev-parse", "HEAD").Trim();
        Write("replicas: 4\n");
        _repository.Commit("Four");
        Write("replicas: 5\n");

        await new CommittedFiles(_repository.Root).WriteAsync(commit, _folder.Path, Ct);

        var written = Path.Combine(_folder.Path, Path.GetRelativePath(_repository.Root, file));
        Assert.Equal("replicas: 3\n", await File.ReadAllTextAsync(written, Ct));
        Assert.Equal("replicas: 5\n", await File.ReadAllTextAsync(file, Ct));
    }

    [Theory]
    [InlineData("0123456789012345678901234567890123456789", "commit 0123456,")]
    [InlineData("--output=/etc/passwd", "commit --outpu,")]
    [InlineData("HEAD", "commit HEAD,")]
    public async Task A_commit_that_the_clone_does_not_have_is_refused(string commit, string named)
    {
        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() =>
            new CommittedFiles(_repository.Root).WriteAsync(commit, _folder.Path, Ct)
        );
        Assert.Contains(named, refusal.What);
        Assert.StartsWith("git fetch", refusal.Next);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_repository_is_a_refusal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Symbolic links need a privilege on Windows");
        File.CreateSymbolicLink(Path.Combine(_repository.Root, "link"), "/etc/hostname");
        _repository.Commit("A link");
        var commit = _repository.Git("rev-parse", "HEAD").Trim();

        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() =>
            new CommittedFiles(_repository.Root).WriteAsync(commit, _folder.Path, Ct)
        );
        Assert.Contains($"The files of commit {commit[..7]} cannot be written", refusal.What);
    }

    private string Write(string text)
    {
        var file = Path.Combine(_repository.Root, "k8s", "patch.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
