namespace Slipway.Services.Templates;

/// <summary>
/// The service that new ones are copied from: a folder that mirrors the repository, with a service called
/// <c>sample</c>.
/// </summary>
internal static class ServiceTemplate
{
    /// <summary>Where it is, relative to the repository.</summary>
    public const string Folder = "build/Templates/service";

    private const string Name = "sample";
    private const string Pascal = "Sample";

    /// <summary>Reads its files, in the order of their paths. What was compiled there is left out.</summary>
    public static IReadOnlyList<TemplateFile> Read(string repositoryRoot)
    {
        var folder = Path.Combine(repositoryRoot, Folder);
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => (File: file, Path: Path.GetRelativePath(folder, file).Replace('\\', '/')))
                .Where(entry => !entry.Path.Split('/').Any(part => part is "bin" or "obj"))
                .OrderBy(entry => entry.Path, StringComparer.Ordinal)
                .Select(entry => new TemplateFile(entry.Path, File.ReadAllText(entry.File))),
        ];
    }

    /// <summary>The files of a service of another name.</summary>
    public static IReadOnlyList<TemplateFile> For(ServiceName name, IEnumerable<TemplateFile> template) =>
        [.. template.Select(file => new TemplateFile(Renamed(file.Path, name), Renamed(file.Text, name)))];

    /// <summary>
    /// The folders that belong to the service alone, for example <c>k8s/base/orders</c>: each file's path up
    /// to the first part that carries the name.
    /// </summary>
    public static IReadOnlyList<string> Folders(ServiceName name, IEnumerable<TemplateFile> template) =>
        [
            .. template
                .Select(file =>
                {
                    var parts = file.Path.Split('/');
                    var own = Array.FindIndex(parts, part =>
                        part.Contains(Name, StringComparison.OrdinalIgnoreCase)
                    );
                    return Renamed(string.Join('/', parts[..(own + 1)]), name);
                })
                .Distinct(),
        ];

    private static string Renamed(string text, ServiceName name) =>
        text.Replace(Name, name.Name, StringComparison.Ordinal)
            .Replace(Pascal, name.Pascal, StringComparison.Ordinal);
}
