using System.Formats.Tar;
using LocalCluster.Runtime.Images;

namespace LocalCluster.Tests.Support;

/// <summary>Layers of images, unpacked.</summary>
internal static class Layers
{
    /// <summary>Unpacks layers one over the other.</summary>
    public static async Task UnpackAsync(string root, LayerLimits limits, params TarEntry[][] layers)
    {
        Directory.CreateDirectory(root);
        var unpacker = new LayerUnpacker(root, limits);
        foreach (var layer in layers)
            await unpacker.AddAsync(
                new MemoryStream(TestImage.Tar(layer)),
                TestContext.Current.CancellationToken
            );
    }

    /// <summary>All files and links below a folder.</summary>
    public static IEnumerable<string> Files(string root) =>
        Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path))
            .Order(StringComparer.Ordinal);
}
