namespace Nuke.Common.Tooling;

/// <summary>Makes a <see cref="Tool"/> of an executable.</summary>
public static class ToolResolver
{
    public static Tool GetTool(string toolPath) => new ToolExecutor(toolPath).Execute;

    public static Tool GetPathTool(string pathExecutable) =>
        GetTool(ToolPathResolver.GetPathExecutable(pathExecutable));

    /// <returns>Null where the variable is not set.</returns>
    public static Tool TryGetEnvironmentTool(string environmentExecutable) =>
        ToolPathResolver.TryGetEnvironmentExecutable(environmentExecutable) is { } path
            ? GetTool(path)
            : null;
}
