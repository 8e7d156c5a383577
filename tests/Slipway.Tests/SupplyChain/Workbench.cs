using System.Text;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.Push;
using Slipway.Reporting;
using Slipway.SupplyChain;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

/// <summary>What tests of attachments and signatures work with.</summary>
internal sealed class Workbench : IDisposable
{
    public Workbench() =>
        Client = new RegistryClient(
            Reporter,
            Time,
            new RegistryOptions { Credentials = SomeRegistry.Logins }
        );

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public EagerTime Time { get; } = new();

    public CollectingReporter Reporter { get; } = new();

    public TemporaryFolder Folder { get; } = new();

    public RegistryClient Client { get; }

    public Referrers Referrers => new(Client, Reporter);

    public ImageCopy Copy => new(Client, Reporter, Time);

    public IEnumerable<string> Warnings =>
        Reporter.Notices.Where(notice => notice.Severity == Severity.Warning).Select(notice => notice.Text);

    /// <summary>Pushes a small image, and says where it is.</summary>
    public async Task<ImageReference> PushAsync(
        ImageReference repository,
        string seed = "image",
        string tag = "1.0.0"
    ) =>
        (
            await new ImagePush(Client, Reporter, Time).PushAsync(
                SampleImage.Create(Folder, seed, layerSize: 2000),
                repository,
                tag,
                Stop
            )
        ).Reference;

    /// <summary>Pushes an index of images that are there.</summary>
    public async Task<ImageReference> PushIndexAsync(params ImageReference[] images)
    {
        var entries = new List<string>();
        foreach (var image in images)
        {
            var subject = await DescriptorAsync(image);
            entries.Add(
                $$$"""
                {"mediaType":"{{{subject.MediaType}}}","digest":"{{{subject.Digest}}}",
                 "size":{{{subject.Size}}},
                 "platform":{"os":"linux","architecture":"a{{{entries.Count}}}"}}
                """
            );
        }
        var index = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.Index}}","manifests":[{{string.Join(',', entries)}}]}
            """
        );
        var place = images[0] with { Tag = null, Digest = Digest.Of(index) };
        await Client.PutManifestAsync(place, index, MediaTypes.Index, Stop);
        return place;
    }

    /// <summary>Attaches a text to an image.</summary>
    public async Task<ArtifactManifest> AttachAsync(ImageReference image, string type, string text)
    {
        var artifact = await UploadAsync(image, type, text);
        await Referrers.PutAsync(image with { Tag = null }, [artifact], Stop);
        return artifact;
    }

    /// <summary>Uploads all of an attachment but its manifest.</summary>
    public async Task<ArtifactManifest> UploadAsync(ImageReference image, string type, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var blob = new Descriptor(type, Digest.Of(content), content.Length);
        var blobs = new BlobTransfer(Client);
        await blobs.SendAsync(image, blob, content, Stop);
        await blobs.SendAsync(image, ArtifactManifest.Empty, ArtifactManifest.EmptyConfig, Stop);
        return ArtifactManifest.Create(
            type,
            [blob],
            await DescriptorAsync(image),
            new Dictionary<string, string> { ["note"] = text }
        );
    }

    public async Task<Descriptor> DescriptorAsync(ImageReference image)
    {
        var manifest = (await Client.FindManifestAsync(image with { Tag = null }, Stop))!;
        return new Descriptor(manifest.MediaType, manifest.Digest, manifest.Bytes.Length);
    }

    /// <summary>The texts that are attached to an image, sorted.</summary>
    public async Task<IEnumerable<string>> NotesAsync(ImageReference image, string? type = null) =>
        (await Referrers.ListAsync(image with { Tag = null }, type, Stop))
            .Select(artifact => artifact.Annotations["note"])
            .Order(StringComparer.Ordinal);

    public async Task<byte[]> BlobAsync(ImageReference repository, Descriptor blob)
    {
        var file = Folder.At(Guid.NewGuid().ToString("n"));
        await Client.DownloadBlobAsync(repository, blob, file, Stop);
        return await File.ReadAllBytesAsync(file, Stop);
    }

    public void Dispose()
    {
        Client.Dispose();
        Folder.Dispose();
    }
}
