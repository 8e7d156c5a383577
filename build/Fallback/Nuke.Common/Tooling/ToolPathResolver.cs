namespace Nuke.Common.Tooling;

/// <summary>Finds executables.</summary>
public static class ToolPathResolver
{
    /// <exception cref="ArgumentException">No folder of <c>PATH</c> holds it.</exception>
    public static string GetPathExecutable(string pathExecutable)
    {
        if (pathExecutable.IndexOfAny(['/', Path.DirectorySeparatorChar]) >= 0)
            return Path.GetFullPath(pathExecutable);
        string[] names = EnvironmentInfo.IsWin
            ? [pathExecutable, $"{pathExecutable}.exe", $"{pathExecutable}.cmd", $"{pathExecutable}.bat"]
            : [pathExecutable];
        return EnvironmentInfo
            .Paths.SelectMany(x => names.Select(y => Path.Combine(EnvironmentInfo.ExpandVariables(x), y)))
            .FirstOrDefault(File.Exists)
            ?? throw new ArgumentException(
                $"Could not find '{pathExecutable}' via 'PATH' environment variable"
            );
    }

    /// <returns>The path in that variable; null where it is not set.</returns>
    public static string TryGetEnvironmentExecutable(string environmentExecutable)
    {
        if (EnvironmentInfo.GetVariable(environmentExecutable) is not { Length: > 0 } path)
            return null;
        Assert.FileExists(path, $"'{path}' from variable '{environmentExecutable}' does not exist");
        return Path.GetFullPath(path);
    }
}
