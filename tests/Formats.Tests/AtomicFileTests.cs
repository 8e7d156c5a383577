namespace Slipway.Formats.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string File => Path.Combine(_folder.FullName, "new", "file");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_and_its_folder_are_made_and_nothing_is_left_beside_it()
    {
        AtomicFile.Write(File, "one");
        AtomicFile.Write(File, "two");
        Assert.Equal("two", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task A_reader_sees_the_old_content_until_the_new_one_is_whole()
    {
        AtomicFile.Write(File, "old");
        await AtomicFile.WriteAsync(File, async stream =>
        {
            await stream.WriteAsync("new"u8.ToArray(), TestContext.Current.CancellationToken);
            await stream.FlushAsync(TestContext.Current.CancellationToken);
            Assert.Equal("old", System.IO.File.ReadAllText(File));
        });
        Assert.Equal("new", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task What_fails_leaves_the_old_content_and_nothing_else()
    {
        AtomicFile.Write(File, "old");
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            AtomicFile.WriteAsync(File, _ => throw new InvalidDataException())
        );
        Assert.Equal("old", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void A_target_that_cannot_be_replaced_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Path.Combine(File, "taken"));
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(File, "one"));
        Assert.Equal([File], Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void A_private_file_is_its_owners_alone_also_where_another_one_was()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        AtomicFile.Write(File, "anybody's");
        AtomicFile.WritePrivate(File, "secret");
        Assert.Equal("secret", System.IO.File.ReadAllText(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }
}
