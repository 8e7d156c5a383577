using System.Reflection;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;

namespace Nuke.Common.Tools.GitVersion;

/// <summary>
/// Finds GitVersion: <c>GITVERSION_EXE</c>, else where the build's own metadata says that the tool lies, else
/// <c>dotnet-gitversion</c> in <c>PATH</c>.
/// </summary>
internal static class GitVersionTool
{
    internal static Tool Find(AbsolutePath root, string framework) =>
        ToolPathResolver.TryGetEnvironmentExecutable("GITVERSION_EXE") is { } path ? Of(path)
        : FromMetadata(root, framework) is { } assembly ? Of(assembly)
        : ToolResolver.GetPathTool("dotnet-gitversion");

    private static AbsolutePath FromMetadata(AbsolutePath root, string framework)
    {
        var directory = Assembly
            .GetEntryAssembly()
            ?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(x => x.Key == "GitVersion.Tool")
            ?.Value;
        return directory == null
            ? null
            : (root / directory)
                .GlobFiles("**/gitversion.dll")
                .FirstOrDefault(x =>
                    framework == null || x.ToString().Contains($"/{framework}/", StringComparison.Ordinal)
                );
    }

    private static Tool Of(string path) =>
        !path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? ToolResolver.GetTool(path)
            : (arguments, directory, variables, timeout, logOutput, logInvocation, logger, exitHandler) =>
                DotNetTasks.DotNet(
                    $"{path} {arguments.ToStringAndClear():nq}",
                    directory,
                    variables,
                    timeout,
                    logOutput,
                    logInvocation,
                    logger,
                    exitHandler == null ? null : process => Handle(exitHandler, process)
                );

    private static object Handle(Action<IProcess> handler, IProcess process)
    {
        handler(process);
        return null;
    }
}
