using Slipway.Images.Publishing;
using Slipway.Values;

namespace Slipway.SupplyChain.Auditing;

/// <summary>Audits packages that are only downloaded with the SDK's audit.</summary>
/// <param name="repositoryRoot">The checkout, whose global.json counts.</param>
/// <param name="users">Each package, with the names of the projects that take files out of it.</param>
/// <param name="folder">For files that are needed meanwhile.</param>
internal sealed class AuditedDownloads(
    string repositoryRoot,
    IReadOnlyList<(DownloadedPackage Package, IReadOnlyList<string> Projects)> users,
    string folder
)
{
    /// <summary>Looks for such packages in projects, and in all that they refer to.</summary>
    /// <exception cref="AuditImpossibleException">A project cannot be read.</exception>
    public static async Task<AuditedDownloads> FindAsync(
        string repositoryRoot,
        IReadOnlyList<string> projects,
        string folder,
        CancellationToken ct
    )
    {
        var found = new List<(DownloadedPackage Package, string Project)>();
        var known = new HashSet<string>(projects, StringComparer.Ordinal);
        var open = new Queue<string>(projects);
        while (open.TryDequeue(out var project))
        {
            var (packages, references) = await ReadAsync(repositoryRoot, project, ct);
            found.AddRange(packages.Select(package => (package, Path.GetFileNameWithoutExtension(project))));
            foreach (var reference in references.Where(known.Add))
                open.Enqueue(reference);
        }
        return new AuditedDownloads(
            repositoryRoot,
            [
                .. found
                    .GroupBy(use => use.Package, use => use.Project)
                    .Select(uses => (uses.Key, (IReadOnlyList<string>)[.. uses.Distinct()])),
            ],
            folder
        );
    }

    /// <summary>
    /// Writes a project for each, and restores them: their own dependencies may be missing, since they are
    /// not used.
    /// </summary>
    /// <returns>The projects' files.</returns>
    /// <exception cref="AuditImpossibleException">One of them is on no feed.</exception>
    public async Task<IReadOnlyList<string>> RestoreAsync(CancellationToken ct)
    {
        var files = new List<string>();
        for (var i = 0; i < users.Count; i++)
        {
            var own = Directory.CreateDirectory(Path.Combine(folder, NameOf(i))).FullName;
            var file = Path.Combine(own, NameOf(i) + ".csproj");
            await File.WriteAllTextAsync(file, users[i].Package.Project(), ct);
            var (_, output) = await DotNetProgram.RunAsync(["restore", file], repositoryRoot, ct);
            var assets = Path.Combine(own, "obj", "project.assets.json");
            if (!File.Exists(assets) || !MalformedFileException.Read(assets, users[i].Package.IsIn))
            {
                throw new AuditImpossibleException([
                    $"{users[i].Package.Id} {users[i].Package.Version}:",
                    .. output.TakeLast(20),
                ]);
            }
            files.Add(file);
        }
        return files;
    }

    /// <summary>What was found of the packages themselves, in the names of those who use them.</summary>
    public IEnumerable<PackageFinding> Of(IEnumerable<PackageFinding> findings) =>
        from finding in findings
        from user in users.Where((_, i) => NameOf(i) == finding.Project)
        from project in user.Projects
        select finding with
        {
            Project = project,
        };

    private static string NameOf(int index) => $"downloaded-{index}";

    private static async Task<(IReadOnlyList<DownloadedPackage>, IReadOnlyList<string>)> ReadAsync(
        string repositoryRoot,
        string project,
        CancellationToken ct
    )
    {
        var (code, lines) = await DotNetProgram.RunAsync(
            ["msbuild", project, "-nologo", "-getItem:PackageDownload", "-getItem:ProjectReference"],
            repositoryRoot,
            ct
        );
        try
        {
            if (code == 0)
                return DownloadedPackage.Parse(
                    string.Join('\n', lines.SkipWhile(line => line.Trim() != "{"))
                );
        }
        catch (FormatException)
        {
            // Reported below, like every other failure.
        }
        throw new AuditImpossibleException([
            $"'dotnet msbuild {project}' exited with code {code}:",
            .. lines.TakeLast(20),
        ]);
    }
}
