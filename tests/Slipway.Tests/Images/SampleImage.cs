using System.Security.Cryptography;
using System.Text;
using Slipway.Images.Formats;
using Slipway.Images.Packing;

namespace Slipway.Tests.Images;

/// <summary>
/// Small images whose layers are noise: what registries do with them does not depend on what is inside.
/// </summary>
internal static class SampleImage
{
    public static BuiltImage Create(
        TemporaryFolder folder,
        string seed,
        int layerSize = 100_000,
        BaseImage? baseImage = null,
        string architecture = "amd64",
        params string[] environment
    )
    {
        var layout = new OciLayout(Path.Combine(folder.Path, seed));
        var layer = layout.Add(MediaTypes.GzipLayer, Noise(seed, layerSize));
        var variables = string.Join(
            ',',
            environment.Prepend($"SEED={seed}").Select(variable => $"\"{variable}\"")
        );
        var config = layout.Add(
            MediaTypes.Config,
            Encoding.UTF8.GetBytes(
                $$$"""
                {"architecture":"{{{architecture}}}","os":"linux","created":"2026-02-03T04:05:06Z",
                 "config":{"Env":[{{{variables}}}]},
                 "rootfs":{"type":"layers","diff_ids":["{{{layer.Digest}}}"]}}
                """
            )
        );
        var manifest = ImageManifest.Create(
            config,
            [.. baseImage?.Layers ?? [], layer],
            ServiceImage.BaseAnnotations(baseImage)
        );
        var descriptor = layout.Add(MediaTypes.Manifest, manifest.Bytes);
        layout.SetImages(new Dictionary<string, Descriptor> { ["sample"] = descriptor });
        return layout.Find("sample")!;
    }

    private static byte[] Noise(string seed, int size)
    {
        var noise = new byte[size];
        using var aes = Aes.Create();
        aes.Key = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        return aes.EncryptCbc(noise, new byte[16])[..size];
    }
}
