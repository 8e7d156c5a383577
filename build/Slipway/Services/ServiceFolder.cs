using System.Xml;
using Slipway.Values;

namespace Slipway.Services;

/// <summary>Reads one folder below <c>services/</c>.</summary>
internal static class ServiceFolder
{
    /// <summary>
    /// The service in that folder; null where it holds none or it is unclear, which is then noted as a
    /// mistake.
    /// </summary>
    public static (Service Service, ServiceFile File)? Read(
        string folder,
        string shown,
        List<string> mistakes
    )
    {
        var name = Path.GetFileName(folder);
        var before = mistakes.Count;
        var projects = Programs(folder, shown, mistakes);
        var settings = Existing(folder, "service.yaml");
        var settingsShown = $"{shown}/service.yaml:1:1";
        if (mistakes.Count > before)
            return null;
        var root = Path.GetFullPath(Path.Combine(folder, "..", ".."));
        var file = ServiceFile.Parse(settings is null ? "" : File.ReadAllText(settings), shown, root);
        var dockerfile = file.Docker is null
            ? Existing(folder, "Dockerfile")
            : Path.Combine(root, file.Docker.Dockerfile);
        if (projects.Count == 0 && dockerfile is null)
        {
            if (settings is not null)
                mistakes.Add(
                    $"{settingsShown}: There is neither an executable project nor a Dockerfile here."
                );
            return null;
        }

        if (!KubeName.IsLabel(name))
            mistakes.Add($"{shown}: '{name}' is not a valid service name: {KubeName.LabelRule}.");
        var builder = file.Builder ?? (projects.Count > 0 ? Builder.DotNet : Builder.Docker);
        if (builder == Builder.Docker && dockerfile is null)
            mistakes.Add($"{settingsShown}: 'builder: docker' needs a Dockerfile in this folder.");
        if (builder == Builder.DotNet && projects.Count == 0)
            mistakes.Add($"{settingsShown}: 'builder: dotnet' needs an executable project in this folder.");
        if (builder == Builder.DotNet && projects.Count > 1)
        {
            var names = string.Join(", ", projects.Select(Path.GetFileName));
            mistakes.Add(
                $"{shown}: More than one executable project here ({names}); "
                    + "each service needs its own folder."
            );
        }
        if (builder == Builder.DotNet && file.Docker is not null)
            file.Mistakes.Add(
                file.DockerPlace,
                "'docker' needs 'builder: docker', but this service builds a project."
            );
        var docker =
            builder == Builder.DotNet
                ? null
                : file.Docker
                    ?? new DockerSettings(shown, $"{shown}/Dockerfile", new Dictionary<string, string>());
        var callees = file.DependsOn.Select(callee => callee.Value).Distinct(StringComparer.Ordinal);
        // Which of several a Dockerfile builds, only the Dockerfile knows.
        var project = projects.Count == 1 || builder == Builder.DotNet ? projects.FirstOrDefault() : null;
        var service = new Service(name, folder, project, dockerfile, builder, [.. callees], docker)
        {
            ContainerTest = file.ContainerTest,
        };
        return (service, file);
    }

    private static List<string> Programs(string folder, string shown, List<string> mistakes)
    {
        var programs = new List<string>();
        foreach (var project in Directory.GetFiles(folder, "*.?sproj").Order(StringComparer.Ordinal))
        {
            try
            {
                if (ServiceProject.IsProgram(File.ReadAllText(project)))
                    programs.Add(project);
            }
            catch (XmlException e)
            {
                var (line, column) = (Math.Max(1, e.LineNumber), Math.Max(1, e.LinePosition));
                mistakes.Add($"{shown}/{Path.GetFileName(project)}:{line}:{column}: Broken XML: {e.Message}");
            }
        }
        return programs;
    }

    private static string? Existing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : null;
    }
}
