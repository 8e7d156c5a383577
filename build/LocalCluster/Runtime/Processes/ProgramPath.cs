using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// Where a container's program is: below its root first, then on the host, whose programs it may use.
/// </summary>
internal static class ProgramPath
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The host's path of a program.</summary>
    /// <exception cref="ContainerStartException">There is none, or it may not be executed.</exception>
    public static string Find(
        string root,
        string workingDirectory,
        string? imagePath,
        string? hostPath,
        string program
    )
    {
        if (program.Contains('/'))
        {
            var inside = program.StartsWith('/') ? program : $"{workingDirectory}/{program}";
            return Executable(RootedPath.Resolve(root, inside))
                ?? (program.StartsWith('/') ? Executable(program) : null)
                ?? throw Missing(root, inside, program);
        }
        return OnPath(imagePath ?? DefaultPath, folder => RootedPath.Resolve(root, $"{folder}/{program}"))
            ?? OnPath(hostPath ?? DefaultPath, folder => Path.Combine(folder, program))
            ?? throw Failure(program, "executable file not found in $PATH");
    }

    /// <summary>The container's PATH on the host: its own folders first, then the host's.</summary>
    public static string Search(string root, string? imagePath, string? hostPath)
    {
        var own = (imagePath ?? DefaultPath)
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => RootedPath.Resolve(root, folder))
            .Where(Directory.Exists);
        return string.Join(':', own.Append(hostPath ?? DefaultPath));
    }

    /// <summary>
    /// An argument that is a path of the container, or ends in one after <c>=</c>, as the host's path; others
    /// as they are.
    /// </summary>
    public static string MapArgument(string root, string argument)
    {
        var start = argument.StartsWith('/') ? 0 : argument.IndexOf("=/", StringComparison.Ordinal) + 1;
        if (start == 0 && !argument.StartsWith('/'))
            return argument;
        var path = argument[start..];
        if (path.Length < 2 || RootedPath.Parts(path) is null)
            return argument;
        var inside = RootedPath.Resolve(root, path);
        return Path.Exists(inside) ? argument[..start] + inside : argument;
    }

    private static string? OnPath(string path, Func<string, string> place) =>
        path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Executable(place(folder)))
            .FirstOrDefault(found => found is not null);

    private static string? Executable(string path) =>
        File.Exists(path) && FileModes.IsExecutable(path) ? path : null;

    private static ContainerStartException Missing(string root, string inside, string program) =>
        File.Exists(RootedPath.Resolve(root, inside)) || Directory.Exists(RootedPath.Resolve(root, inside))
            ? Failure(program, "permission denied")
            : Failure(program, $"stat {program}: no such file or directory");

    private static ProgramNotFound Failure(string program, string why) => new($"exec: \"{program}\": {why}");
}

/// <summary>A missing program, with containerd's message.</summary>
/// <param name="why">The last part of the message: what is the matter with which program.</param>
internal sealed class ProgramNotFound(string why)
    : ContainerStartException(
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create "
            + $"failed: unable to start container process: {why}: unknown"
    )
{
    /// <summary>The same of a program that was to join a running container.</summary>
    public string InRunningContainer { get; } =
        "failed to exec in container: failed to start exec: "
        + $"OCI runtime exec failed: exec failed: unable to start container process: {why}: unknown";
}
