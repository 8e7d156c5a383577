using System.Text;
using Slipway.Images.Docker.Conversion;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerTests;
using Slipway.Pipeline.TestReuse;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Fuzz;

/// <summary>What registries and Docker Engines answer.</summary>
internal static class ImageSubjects
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        Subject.OfFormat("image-manifest", bytes => ImageManifest.Parse(bytes, MediaTypes.Manifest)),
        Subject.OfFormat("image-index", Indexes),
        Subject.OfFormat("image-config", Configs),
        Subject.OfFormat("artifact", bytes => ArtifactManifest.Parse(bytes, MediaTypes.Manifest)),
        Subject.OfFormat("referrers", bytes => ReferrerIndex.Parse(bytes)),
        Subject.OfFormat("cosign-manifest", Signatures),
        Subject.OfFormat("inputs", bytes => InputRecord.Parse(bytes)),
        Subject.OfFormat("passed-tests", bytes => TestProof.Parse(bytes)),
        new("simple-signing", bytes => SimpleSigning.DigestIn(bytes)),
        Subject.OfText("registry-errors", text => RegistryResponse.Detail(text)),
        new("docker-config", Logins),
        new("layer", Layer, typeof(InvalidDataException)),
        Subject.OfFormat("saved-image", Saved),
    ];

    private static void Indexes(byte[] bytes)
    {
        var index = ImageIndex.Parse(bytes);
        index.For(Platform.Default);
    }

    private static void Configs(byte[] bytes)
    {
        ImageConfig.Parse(bytes).Variable("PATH");
        _ = ImageRun.Parse(bytes).Port;
        SavedConfig.Normalize(bytes, []);
    }

    private static void Signatures(byte[] bytes)
    {
        foreach (var layer in CosignManifest.Layers(bytes))
            _ = layer.Signature;
    }

    private static void Logins(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        folder.Write("config.json", "");
        File.WriteAllBytes(folder.At("config.json"), bytes);
        new DockerLogins(folder.Path, new SilentReporter(), folder.Path)
            .FindAsync("registry.example.com", CancellationToken.None)
            .GetAwaiter()
            .GetResult();
    }

    // The seed is text, since a repository keeps no archives: the header of its only file, and the file.
    private static void Layer(byte[] bytes)
    {
        try
        {
            LayerTimes
                .CopyWithoutAsync(new MemoryStream(Tar.Of(bytes)), Stream.Null, CancellationToken.None)
                .GetAwaiter()
                .GetResult();
        }
        // As LayerConversion does.
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("It is not a complete tar archive.", e);
        }
    }

    private static void Saved(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("image.tar");
        File.WriteAllBytes(file, Tar.Of(bytes));
        var archive = SavedArchive.OpenAsync(file, CancellationToken.None).GetAwaiter().GetResult();
        SavedImage.Find(archive, Platform.Default);
    }
}
