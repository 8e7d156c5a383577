using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Files;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Variables;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Processes;

/// <summary>A process as the host starts it.</summary>
internal sealed record Launch(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Variables,
    string WorkingDirectory
)
{
    /// <summary>The same for a program with a terminal, which wants to know its kind.</summary>
    public Launch WithTerminal() =>
        Variables.ContainsKey("TERM")
            ? this
            : this with
            {
                Variables = new Dictionary<string, string>(Variables) { ["TERM"] = "xterm" },
            };
}

/// <summary>The folders of one container on the host.</summary>
/// <param name="Root">Its root.</param>
/// <param name="Temporary">Its TMPDIR.</param>
/// <param name="Home">Its HOME.</param>
internal sealed record ContainerFolders(string Root, string Temporary, string Home)
{
    /// <summary>The kubeconfig of its programs; null if it has no token.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Makes those of a container, but for its root.</summary>
    /// <param name="folder">The container's own folder.</param>
    public static ContainerFolders Make(string folder)
    {
        var folders = new ContainerFolders(
            Path.Combine(folder, "root"),
            Path.Combine(folder, "tmp"),
            Path.Combine(folder, "home")
        );
        Directory.CreateDirectory(folders.Temporary);
        Directory.CreateDirectory(folders.Home);
        return folders;
    }
}

/// <summary>Translates a container, as image and pod describe it, into a process of the host.</summary>
internal static class LaunchPlan
{
    /// <exception cref="ContainerStartException">The program or the working directory is not there.</exception>
    public static Launch Of(
        JsonObject pod,
        JsonObject container,
        ImageConfig image,
        IReadOnlyDictionary<string, string> environment,
        ContainerFolders folders,
        string podIp
    )
    {
        var variables = Variables(pod, container, image, environment, folders, podIp);
        var command = CommandLine(container, image, variables);
        if (command.Count == 0)
            throw new ContainerStartException("no command specified");
        return Command(command, container, image, variables, folders);
    }

    /// <summary>The same for another command in the container: an exec probe or a hook.</summary>
    public static Launch Command(
        IReadOnlyList<string> command,
        JsonObject container,
        ImageConfig image,
        IReadOnlyDictionary<string, string> variables,
        ContainerFolders folders
    )
    {
        var inside = container.Text("workingDir") is { Length: > 0 } given ? given : image.WorkingDirectory;
        var workingDirectory = RootedPath.Resolve(folders.Root, inside);
        Directory.CreateDirectory(workingDirectory);
        var program = ProgramPath.Find(
            folders.Root,
            inside,
            image.Environment.GetValueOrDefault("PATH"),
            HostPath,
            command[0]
        );
        return new Launch(
            program,
            [.. command.Skip(1).Select(argument => ProgramPath.MapArgument(folders.Root, argument))],
            variables,
            workingDirectory
        );
    }

    private static string? HostPath => Environment.GetEnvironmentVariable("PATH");

    /// <summary>
    /// The pod's command and args over the image's: a command of the pod drops both of the image.
    /// </summary>
    internal static IReadOnlyList<string> CommandLine(
        JsonObject container,
        ImageConfig image,
        IReadOnlyDictionary<string, string> variables
    )
    {
        var command = container
            .Strings("command")
            .Select(text => EnvExpansion.Expand(text, variables))
            .ToArray();
        var arguments = container
            .Strings("args")
            .Select(text => EnvExpansion.Expand(text, variables))
            .ToArray();
        if (command.Length > 0)
            return [.. command, .. arguments];
        return arguments.Length > 0
            ? [.. image.Entrypoint, .. arguments]
            : [.. image.Entrypoint, .. image.Command];
    }

    private static Dictionary<string, string> Variables(
        JsonObject pod,
        JsonObject container,
        ImageConfig image,
        IReadOnlyDictionary<string, string> environment,
        ContainerFolders folders,
        string podIp
    )
    {
        var variables = new Dictionary<string, string>(image.Environment, StringComparer.Ordinal);
        variables["HOSTNAME"] = pod.Text("spec", "hostname") ?? pod.Name();
        var mounts = container
            .Items("volumeMounts")
            .Select(m => m.Text("mountPath") ?? "")
            .Append(MessageFile.PathOf(container))
            .ToArray();
        foreach (var (name, value) in environment)
            variables[name] = IsBelow(value, mounts) ? ProgramPath.MapArgument(folders.Root, value) : value;
        var ports = container.Items("ports").Where(p => (p.Text("protocol") ?? "TCP") == "TCP");
        AspNetAddress.Bind(variables, podIp, [.. ports.Select(p => p.Count("containerPort"))]);
        variables["PATH"] = ProgramPath.Search(folders.Root, variables.GetValueOrDefault("PATH"), HostPath);
        variables["TMPDIR"] = folders.Temporary;
        variables["CONTAINER_ROOT"] = folders.Root;
        foreach (var (name, value) in new[] { ("HOME", folders.Home), ("POD_IP", podIp), ("HOST", podIp) })
            variables.TryAdd(name, value);
        if (folders.Kubeconfig is { } kubeconfig)
            variables.TryAdd("KUBECONFIG", kubeconfig);
        if (HostDotNet() is { } dotnet)
            variables.TryAdd("DOTNET_ROOT", dotnet);
        return variables;
    }

    private static bool IsBelow(string value, string[] mounts) =>
        mounts.Any(mount =>
            value == mount || value.StartsWith(mount.TrimEnd('/') + "/", StringComparison.Ordinal)
        );

    /// <summary>The host's .NET, for programs whose image contains none.</summary>
    private static string? HostDotNet() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT")
        ?? Path.GetDirectoryName(
            Path.GetDirectoryName(
                Path.GetDirectoryName(
                    System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')
                )
            )
        );
}
