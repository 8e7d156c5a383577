using System.Collections.Concurrent;

namespace Slipway.Images.Inputs;

/// <summary>
/// Reads from the text of project files which files of the repository a service is made from: its project and
/// those that it refers to, what they import, and what their items name. It evaluates nothing, so it takes
/// milliseconds, and counts too much rather than too little. What a build really used is compared with this
/// afterwards, by <see cref="ProjectInputs.Missed"/>.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
internal sealed class ProjectGraph(string repositoryRoot)
{
    // Imported by every project from the nearest folder above that has one, by MSBuild, NuGet and the SDK.
    private static readonly string[] s_before = ["Directory.Build.props", "Directory.Packages.props"];
    private static readonly string[] s_after = ["Directory.Build.targets"];

    // Generated files are made from the others, and those of packages come with the packages.
    private static readonly string[] s_elsewhere =
    [
        "$(IntermediateOutputPath)",
        "$(BaseIntermediateOutputPath)",
        "$(NuGet",
        "$(Pkg",
    ];

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repositoryRoot));
    private readonly ConcurrentDictionary<string, ProjectFile> _files = new(StringComparer.Ordinal);

    /// <summary>What counts for a service with this project.</summary>
    public ProjectScope Read(string project)
    {
        var reading = new Reading(this);
        reading.Projects.Enqueue(project);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reading.Projects.TryDequeue(out var next))
        {
            if (seen.Add(next) && File.Exists(next))
                reading.Project(next);
        }
        return new ProjectScope(
            reading.Folders,
            reading.Files,
            reading.Variables,
            reading.Markdown,
            reading.Unclear
        );
    }

    private sealed class Reading(ProjectGraph graph)
    {
        public Queue<string> Projects { get; } = new();
        public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Files { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Variables { get; } = new(StringComparer.OrdinalIgnoreCase);
        public bool Markdown { get; private set; }
        public string? Unclear { get; private set; }

        public void Project(string project)
        {
            var properties = new ProjectProperties(project);
            var mentions = new List<(Mention Mention, string File)>();
            var done = new HashSet<string>(StringComparer.Ordinal);
            Folders.Add(properties.Folder);
            // The project's own files may be read in any order: items see all properties.
            foreach (
                var file in s_before
                    .Select(Nearest)
                    .Append(project)
                    .Append(project + ".user")
                    .Concat(s_after.Select(Nearest))
            )
                Import(file);
            foreach (var (mention, file) in mentions)
                Take(mention, file, properties);

            string Nearest(string name)
            {
                for (
                    var folder = properties.Folder;
                    folder is not null;
                    folder = Path.GetDirectoryName(folder)
                )
                {
                    if (File.Exists(Path.Combine(folder, name)))
                        return Path.Combine(folder, name);
                }
                return "";
            }

            void Import(string file)
            {
                if (file.Length == 0 || !File.Exists(file) || !done.Add(file))
                    return;
                Files.Add(file);
                var content = graph._files.GetOrAdd(file, ProjectFile.Read);
                Variables.UnionWith(content.Names);
                foreach (var (property, mention) in content.Parts)
                {
                    if (property is not null)
                        properties.Define(property, mention.Text, file);
                    if (mention.Kind != MentionKind.Import)
                        mentions.Add((mention, file));
                    else
                        Imported(mention.Text, file).ForEach(Import);
                }
            }

            List<string> Imported(string text, string file)
            {
                var path = properties.Expand(text, file);
                if (!path.Contains(ProjectProperties.Unknown))
                    return Matching(Path.GetFullPath(path, Path.GetDirectoryName(file)!));
                // The SDK's own files come with the SDK, and a package's with the package.
                if (
                    !text.StartsWith("$(MSBuild", StringComparison.Ordinal)
                    && !text.StartsWith("$(NuGet", StringComparison.Ordinal)
                    && !text.StartsWith("$(Pkg", StringComparison.Ordinal)
                )
                    Lost(text, file);
                return [];
            }
        }

        private void Take(Mention mention, string file, ProjectProperties properties)
        {
            foreach (
                var part in mention.Text.Split(
                    ';',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            )
            {
                var path = properties.Expand(part, file);
                if (mention.Kind == MentionKind.Text)
                    Existing(path, file, properties);
                else
                    Named(path, part, mention.Kind == MentionKind.Reference, file, properties);
            }
        }

        // Any text that turns out to be a file is one that may be read.
        private void Existing(string path, string file, ProjectProperties properties)
        {
            if (path.Contains(ProjectProperties.Unknown) || !path.Contains('/') || path.Length > 1000)
                return;
            foreach (var start in (string[])[properties.Folder, Path.GetDirectoryName(file)!])
            {
                var full = Path.GetFullPath(path, start);
                if (File.Exists(full) && graph.IsSource(full))
                    Files.Add(full);
            }
        }

        private void Named(
            string path,
            string written,
            bool project,
            string file,
            ProjectProperties properties
        )
        {
            Markdown |= !project && MayBeMarkdown(path);
            var open = path.IndexOfAny([ProjectProperties.Unknown, '*', '?']);
            if (open < 0)
            {
                var full = Path.GetFullPath(path, properties.Folder);
                if (project)
                    Projects.Enqueue(full);
                else if (graph.IsSource(full) || !IsInside(full, graph._root))
                    Files.Add(full);
                return;
            }
            if (open == 0 && path[0] == ProjectProperties.Unknown)
            {
                if (!s_elsewhere.Any(start => written.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
                    Lost(written, file);
                return;
            }
            Below(
                Path.GetFullPath(path[..(path.LastIndexOf('/', open) + 1)], properties.Folder),
                project,
                written,
                file
            );
        }

        // What a pattern matches, or what cannot be known further, lies below the last folder that is known.
        private void Below(string folder, bool projects, string written, string file)
        {
            folder = Path.TrimEndingDirectorySeparator(folder);
            if (IsInside(graph._root, folder))
            {
                Lost(written, file);
                return;
            }
            if (!Directory.Exists(folder))
                return;
            Folders.Add(folder);
            if (projects)
            {
                foreach (
                    var project in Directory.EnumerateFiles(folder, "*.*proj", SearchOption.AllDirectories)
                )
                    Projects.Enqueue(project);
            }
        }

        private void Lost(string written, string file) =>
            Unclear ??= $"'{written}' in {Path.GetRelativePath(graph._root, file).Replace('\\', '/')}";

        private static bool MayBeMarkdown(string pattern)
        {
            var name = pattern[(pattern.LastIndexOf('/') + 1)..];
            return name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith('*')
                || name.EndsWith(ProjectProperties.Unknown);
        }

        private static List<string> Matching(string path)
        {
            var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
            if (!name.Contains('*') && !name.Contains('?'))
                return [path];
            return Directory.Exists(folder)
                ? [.. Directory.GetFiles(folder, name).Order(StringComparer.Ordinal)]
                : [];
        }
    }

    private static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Neither what the build writes nor the state of this machine is a source.
    private bool IsSource(string path) => IsInside(path, _root) && !SourceFiles.IsGenerated(path, _root);
}
