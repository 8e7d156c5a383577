using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.SupplyChain.Contents;

/// <summary>Finds the packages that assemblies were taken out of by hand, past NuGet's graph.</summary>
/// <param name="downloads">The packages that are only downloaded, each with its version.</param>
/// <param name="folders">NuGet's folders of packages.</param>
internal sealed class DownloadedPackages(
    IReadOnlyList<(string Id, string Version)> downloads,
    IReadOnlyList<string> folders
)
{
    private readonly PackageLicenses _licenses = new(folders);

    /// <summary>
    /// What a program says about itself, with its assemblies as the packages that they came in where these
    /// are known. Everything else is left out.
    /// </summary>
    public ComponentGraph Of(ComponentGraph program)
    {
        var found = program
            .Components.Where(component => component.IsAssembly)
            .Select(assembly => PackageOf(assembly.Name + ".dll") ?? assembly)
            .DistinctBy(component => component.Id)
            .ToList();
        return new ComponentGraph([.. found.Select(component => component.Id)], found);
    }

    private Component? PackageOf(string file)
    {
        foreach (var (id, version) in downloads)
        {
            // NuGet's folders are in lower case.
            var path = $"{id.ToLowerInvariant()}/{version.ToLowerInvariant()}";
            var folder = folders
                .Select(folder => Path.Combine(folder, path))
                .FirstOrDefault(Directory.Exists);
            if (folder is null || !Directory.EnumerateFiles(folder, file, SearchOption.AllDirectories).Any())
                continue;
            return Component.NuGet(id, version) with
            {
                Sha512 = HashIn(Path.Combine(folder, ".nupkg.metadata")),
                License = _licenses.Find(path),
            };
        }
        return null;
    }

    // The hash that assets files name too.
    private static string? HashIn(string metadata)
    {
        try
        {
            return
                File.Exists(metadata)
                && UntrustedJson.Parse(File.ReadAllText(metadata), "it").Text("contentHash") is { } hash
                ? DepsFile.Hex(hash)
                : null;
        }
        catch (FormatException)
        {
            // NuGet's own note is broken; the package is there all the same.
            return null;
        }
    }
}
