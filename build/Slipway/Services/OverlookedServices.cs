using System.Xml;

namespace Slipway.Services;

/// <summary>Finds what someone may take for a service and what is none, for the reason that is said.</summary>
public static class OverlookedServices
{
    private static readonly string[] s_folders = ["bin", "obj", "node_modules"];

    /// <summary>One sentence for each: a Dockerfile under another name, a service one folder too deep.</summary>
    /// <param name="repositoryRoot">The repository.</param>
    /// <param name="services">The services that were found.</param>
    public static IReadOnlyList<string> Find(string repositoryRoot, IReadOnlyList<Service> services)
    {
        var root = Path.Combine(Path.GetFullPath(repositoryRoot), "services");
        if (!Directory.Exists(root))
            return [];
        var found = services.Select(service => service.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Folders(root)
                .Where(folder => !found.Contains(Path.GetFileName(folder)))
                .SelectMany(folder => Misnamed(folder).Concat(Folders(folder).SelectMany(Nested))),
        ];
    }

    private static IEnumerable<string> Misnamed(string folder) =>
        Directory
            .GetFiles(folder)
            .Select(file => Path.GetFileName(file)!)
            .Where(IsMisnamed)
            .Select(name =>
                $"services/{Path.GetFileName(folder)}/{name} is not used, so this is not a service: rename it to "
                + "'Dockerfile'."
            );

    private static bool IsMisnamed(string name) =>
        name != "Dockerfile"
        && (
            name.Equals("Dockerfile", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Containerfile", StringComparison.OrdinalIgnoreCase)
        );

    private static IEnumerable<string> Nested(string folder)
    {
        var (name, group) = (Path.GetFileName(folder), Path.GetFileName(Path.GetDirectoryName(folder)!));
        var file = Directory.GetFiles(folder).FirstOrDefault(file => Makes(file));
        if (file is not null)
            yield return $"services/{group}/{name}/{Path.GetFileName(file)} is one folder too deep for a service: "
                + $"move services/{group}/{name} to services/{name}.";
    }

    private static bool Makes(string file) =>
        Path.GetFileName(file) == "Dockerfile" || IsMisnamed(Path.GetFileName(file)) || IsProgram(file);

    private static bool IsProgram(string file)
    {
        if (!file.EndsWith("proj", StringComparison.Ordinal))
            return false;
        try
        {
            var text = File.ReadAllText(file);
            // Tests are programs too, and belong beside what they test.
            var tests = new[]
            {
                "Microsoft.NET.Test.Sdk",
                "IsTestProject",
                "xunit",
                "NUnit",
                "MSTest",
                "TUnit",
            };
            return ServiceProject.IsProgram(text)
                && !tests.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Folders(string folder) =>
        Directory
            .GetDirectories(folder)
            .Where(inner => !s_folders.Contains(Path.GetFileName(inner)))
            .Order(StringComparer.Ordinal);
}
