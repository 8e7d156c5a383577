using System.Xml;
using Slipway.Values;
using Slipway.Yaml;
using YamlDotNet.Core;

namespace Slipway.Services.Templates;

/// <summary>Writes a new service into a repository: all of it, or nothing.</summary>
/// <param name="repositoryRoot">The repository.</param>
/// <param name="temporary">A folder on the same volume that is not under version control.</param>
public sealed class ServiceScaffold(string repositoryRoot, string temporary)
{
    private static readonly string[] s_kustomizations =
    [
        "kustomization.yaml",
        "kustomization.yml",
        "Kustomization",
    ];

    /// <summary>Checks everything, then writes.</summary>
    /// <returns>What was written.</returns>
    /// <exception cref="Refusal">
    /// The name cannot be used, something of that name exists, or a file cannot be read; all of it is listed
    /// and nothing was written.
    /// </exception>
    public ServicePlan Create(string name)
    {
        var service = new ServiceName(name);
        var template = ServiceTemplate.Read(repositoryRoot);
        var mistakes = service.Mistakes(template).ToList();
        if (mistakes.Count > 0)
            throw new ServiceNotCreated(mistakes, "--name");
        var folders = ServiceTemplate.Folders(service, template);
        mistakes.AddRange(folders.Where(Exists).Select(folder => $"{folder} already exists"));
        var created = ServiceTemplate.For(service, template);
        var changed = Changes(service, created, mistakes);
        if (mistakes.Count > 0)
            throw new ServiceNotCreated(mistakes, "this repository");
        var plan = new ServicePlan(created, changed);
        new FileTransaction(repositoryRoot, temporary).Write(plan, folders);
        return plan;
    }

    private List<TemplateFile> Changes(
        ServiceName service,
        IReadOnlyList<TemplateFile> created,
        List<string> mistakes
    )
    {
        var changed = new List<TemplateFile>();
        var overlays = Path.Combine(repositoryRoot, "k8s", "overlays");
        string[] folders = Directory.Exists(overlays) ? Directory.GetDirectories(overlays) : [];
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            var overlay = $"k8s/overlays/{Path.GetFileName(folder)}";
            foreach (var file in s_kustomizations.Where(file => File.Exists(Path.Combine(folder, file))))
                Edit($"{overlay}/{file}", text => OverlayEdit.Kustomization(text, service.Name));
            if (File.Exists(Path.Combine(folder, "environment.yaml")))
            {
                Edit($"{overlay}/environment.yaml", text =>
                    OverlayEdit.Environment(text, service.Name, $"/{service.Name}/1")
                );
            }
        }
        var projects = created.Select(file => file.Path).Where(path => path.EndsWith(".csproj"));
        foreach (var solution in Directory.GetFiles(repositoryRoot, "*.slnx"))
            Edit(Path.GetFileName(solution), text => SolutionEdit.Add(text, projects));
        return changed;

        void Edit(string path, Func<string, string> edit)
        {
            try
            {
                var before = File.ReadAllText(Path.Combine(repositoryRoot, path));
                var after = edit(before);
                if (after != before)
                    changed.Add(new TemplateFile(path, after));
            }
            catch (YamlException e)
            {
                var place = SourceLocation.Of(e.End);
                mistakes.Add($"{path}:{place.Line}:{place.Column}: Broken YAML: {e.Message.TrimEnd('.')}.");
            }
            catch (XmlException e)
            {
                mistakes.Add($"{path}:{e.LineNumber}:{e.LinePosition}: Broken XML: {e.Message}");
            }
        }
    }

    // Some file systems ignore case, so a repository must not rely on it.
    private bool Exists(string folder)
    {
        var path = Path.Combine(repositoryRoot, folder);
        var parent = Path.GetDirectoryName(path)!;
        return Directory.Exists(parent)
            && Directory
                .EnumerateFileSystemEntries(parent)
                .Any(entry =>
                    Path.GetFileName(entry).Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase)
                );
    }
}

/// <summary>A new service cannot be written.</summary>
internal sealed class ServiceNotCreated(IReadOnlyList<string> mistakes, string where)
    : Refusal(
        string.Join('\n', mistakes),
        where,
        "Correct this and run the command again, for example: ./build.sh NewService --name orders. Nothing was written."
    );
