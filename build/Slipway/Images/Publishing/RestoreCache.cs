using System.Security.Cryptography;
using System.Text;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Publishing;

/// <summary>
/// Knows whether a restore of services would find nothing to do, which NuGet itself finds out only after all
/// projects were evaluated.
/// </summary>
/// <param name="folder">Where it is written down.</param>
/// <param name="inputsOf">What a service is made from now, by its name: names and contents.</param>
internal sealed class RestoreCache(
    string folder,
    Func<string, IEnumerable<KeyValuePair<string, string>>> inputsOf
)
{
    /// <summary>
    /// Whether nothing that a restore reads or writes changed since the last one. Packages may have been
    /// taken out of the machine's folder meanwhile: a build that fails without a restore must be repeated
    /// with one.
    /// </summary>
    public bool Holds(IReadOnlyList<Service> services, Platform? runtime) =>
        services.All(service =>
            File.Exists(FileOf(service, runtime))
            && File.ReadAllLines(FileOf(service, runtime)) is [var known, .. var assets]
            && known == StateOf(service, assets)
        );

    /// <summary>Remembers what a publish restored.</summary>
    public void Keep(PublishedService published)
    {
        var file = FileOf(published.Service, published.Runtime);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(
            file,
            [StateOf(published.Service, published.Sources.Assets), .. published.Sources.Assets]
        );
    }

    private string FileOf(Service service, Platform? runtime) =>
        Path.Combine(folder, runtime is null ? service.Name : $"{service.Name}.{runtime.Runtime}");

    private string StateOf(Service service, IReadOnlyList<string> assets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Only what certainly does not affect packages is left out.
        foreach (
            var (name, value) in inputsOf(service.Name)
                .Where(input => !input.Key.EndsWith(".cs", StringComparison.Ordinal))
                .OrderBy(input => input.Key, StringComparer.Ordinal)
        )
            Add($"{name}={value}\n");
        foreach (var file in assets.SelectMany(Written))
        {
            Add($"{file}\n");
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Digest.FromHash(hash.GetHashAndReset()).ToString();

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    // The assets, the properties and targets of packages, and NuGet's own note.
    private static IEnumerable<string> Written(string assets) =>
        Directory.Exists(Path.GetDirectoryName(assets))
            ? Directory
                .GetFiles(Path.GetDirectoryName(assets)!, "*.nuget.*")
                .Append(assets)
                .Where(File.Exists)
                .Order(StringComparer.Ordinal)
            : [];
}
