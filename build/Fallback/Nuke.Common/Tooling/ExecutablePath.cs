namespace Nuke.Common.Tooling;

/// <summary>Finds programs.</summary>
internal static class ExecutablePath
{
    /// <exception cref="ArgumentException">It is not in <c>PATH</c>.</exception>
    internal static string Find(string name)
    {
        if (name.Contains('/') || name.Contains(Path.DirectorySeparatorChar))
            return Path.GetFullPath(name);
        string[] names = OperatingSystem.IsWindows()
            ? [name, $"{name}.exe", $"{name}.cmd", $"{name}.bat"]
            : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists)
            ?? throw new ArgumentException($"Could not find '{name}' in the folders of PATH");
    }
}
