namespace Slipway.Images.Publishing;

/// <summary>What a service is compiled from, as MSBuild evaluated it. Paths are absolute.</summary>
/// <param name="Sdk">The version of the .NET SDK.</param>
/// <param name="Projects">The service's project and all that it refers to.</param>
/// <param name="Files">Files that items name, generated ones included.</param>
/// <param name="Assets">What the restore of each project left: <c>project.assets.json</c>.</param>
internal sealed record ProjectSources(
    string Sdk,
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Assets
)
{
    /// <summary>
    /// Reads what <c>Publish.targets</c> wrote for each project of a run, and follows the references of one.
    /// </summary>
    public static ProjectSources Read(string folder, string project)
    {
        var records = Directory
            .GetFiles(folder)
            .Select(file =>
                File.ReadAllLines(file)
                    .ToLookup(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..])
            )
            .ToDictionary(record => record["project"].Single(), StringComparer.Ordinal);
        var closure = new SortedSet<string>(StringComparer.Ordinal);
        Follow(project);
        return new ProjectSources(
            records[project]["sdk"].Single(),
            [.. closure],
            [.. closure.SelectMany(path => records[path]["file"]).Distinct().Order(StringComparer.Ordinal)],
            [.. closure.SelectMany(path => records[path]["assets"])]
        );

        void Follow(string path)
        {
            if (!records.TryGetValue(path, out var record) || !closure.Add(path))
                return;
            foreach (var reference in record["reference"])
                Follow(reference);
        }
    }
}
