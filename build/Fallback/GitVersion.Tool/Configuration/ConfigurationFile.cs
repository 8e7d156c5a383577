using GitVersion.Cli;

namespace GitVersion.Configuration;

/// <summary>Finds and reads the configuration file.</summary>
internal static class ConfigurationFile
{
    private static readonly string[] _names =
    [
        "GitVersion.yml",
        "GitVersion.yaml",
        ".GitVersion.yml",
        ".GitVersion.yaml",
    ];

    /// <summary>
    /// The settings from the named file, else from the one in the directory or the repository's root.
    /// </summary>
    /// <exception cref="ToolException">There is none, or it says something that is not supported
    /// here.</exception>
    public static Settings Load(string? named, string directory, string root)
    {
        var file = named is null ? Find(directory) ?? Find(root) : Named(named, directory);
        // Without a file the genuine tool follows GitFlow; other numbers than those must not pass for them.
        return file is null
            ? throw new ToolException(
                $"No GitVersion.yml was found in '{root}'. Without one the workflow is GitFlow/v1, which "
                    + $"this stand-in does not support. Add a GitVersion.yml with 'workflow: {GitHubFlow.Name}'."
            )
            : ConfigurationReader.Read(File.ReadAllText(file), file);
    }

    private static string Named(string named, string directory)
    {
        var file = Path.GetFullPath(named, directory);
        return File.Exists(file) ? file : throw new ToolException($"Could not find config file at '{file}'");
    }

    private static string? Find(string directory) =>
        _names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
