using System.Formats.Tar;
using System.Text;
using Slipway.Images.Docker.Conversion;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

public sealed class SavedImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_index_that_refers_to_itself_is_refused()
    {
        var hex = new string('a', 64);
        var index = $$"""
            {"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"sha256:{{hex}}","size":1}]}
            """;
        var archive = await ArchiveAsync(("index.json", index), ($"blobs/sha256/{hex}", index));

        var e = Assert.Throws<FormatException>(() => SavedImage.Find(archive, Platform.Default));

        Assert.Equal("its indexes refer to one another without end", e.Message);
    }

    private async Task<SavedArchive> ArchiveAsync(params (string Name, string Text)[] files)
    {
        var path = _folder.At("image.tar");
        using (var tar = new TarWriter(File.Create(path)))
        {
            foreach (var (name, text) in files)
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    }
                );
        }
        return await SavedArchive.OpenAsync(path, TestContext.Current.CancellationToken);
    }
}
