using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Services;

/// <summary>Finds what is in <c>services/</c>.</summary>
public static class ServiceCatalog
{
    private const string Root = "services";

    /// <summary>
    /// All services, callees before callers. A service is a folder with a project that builds a program or
    /// with a Dockerfile; a folder with a library alone is none.
    /// </summary>
    /// <exception cref="Refusal">
    /// Names, projects or <c>service.yaml</c> files have mistakes; all of them are listed.
    /// </exception>
    public static IReadOnlyList<Service> Read(string repositoryRoot)
    {
        var root = Path.Combine(Path.GetFullPath(repositoryRoot), Root);
        string[] folders = Directory.Exists(root) ? Directory.GetDirectories(root) : [];
        var mistakes = new List<string>();
        var found = new List<(Service Service, ServiceFile File)>();
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            if (ServiceFolder.Read(folder, $"{Root}/{Path.GetFileName(folder)}", mistakes) is { } service)
                found.Add(service);
        }

        var names = found.Select(entry => entry.Service.Name).ToList();
        foreach (var (service, file) in found)
            CheckDependencies(service, file, names);
        mistakes.AddRange(found.SelectMany(entry => entry.File.Mistakes.Lines()));
        if (mistakes.Count > 0)
            throw new FileRefusal(
                mistakes,
                $"{Root}/",
                "Fix the errors above and run the command again. Nothing was changed."
            );
        return ServiceOrder.CalleesFirst([.. found.Select(entry => entry.Service)]);
    }

    /// <summary>
    /// The named services, in the order of the catalog; all of them where no name is given.
    /// </summary>
    /// <exception cref="Refusal">A name is unknown.</exception>
    public static IReadOnlyList<Service> Select(
        IReadOnlyList<Service> services,
        IReadOnlyCollection<string> names
    )
    {
        var known = services.Select(service => service.Name).ToList();
        var unknown = names.Where(name => !known.Contains(name)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            throw new ServiceRefusal(
                string.Join(
                    '\n',
                    unknown.Select(name => $"There is no service '{name}'.{Suggestion.Phrase(name, known)}")
                ),
                $"{Root}/",
                known.Count == 0
                    ? "Add a service as a folder below services/."
                    : $"Choose from: {string.Join(", ", known)}."
            );
        }
        return names.Count == 0 ? services : [.. services.Where(service => names.Contains(service.Name))];
    }

    private static void CheckDependencies(Service service, ServiceFile file, List<string> names)
    {
        foreach (var callee in file.DependsOn)
        {
            if (callee.Value == service.Name)
                file.Mistakes.Add(callee.Place, "A service cannot depend on itself.");
            else if (!names.Contains(callee.Value))
            {
                file.Mistakes.Add(
                    callee.Place,
                    $"There is no service '{callee.Value}'.{Suggestion.Phrase(callee.Value, names)}"
                );
            }
        }
    }
}
