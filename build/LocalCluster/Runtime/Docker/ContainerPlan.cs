using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Variables;

namespace LocalCluster.Runtime.Docker;

/// <summary>Translates a container, as image and pod describe it, into one of the engine. Pure.</summary>
internal static class ContainerPlan
{
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="image">What the image says.</param>
    /// <param name="variables">Its environment without the image's, which the engine adds.</param>
    /// <param name="hold">Holds the pod together.</param>
    /// <param name="binds">Its volumes.</param>
    /// <exception cref="ContainerConfigurationException">It would run as root, and may not.</exception>
    public static CreateContainerParameters Of(
        JsonObject pod,
        JsonObject container,
        Config? image,
        IReadOnlyDictionary<string, string> variables,
        PodHold hold,
        IList<string> binds
    )
    {
        var streams = MainStreams.Of(container);
        var host = new HostConfig
        {
            NetworkMode = $"container:{hold.Id}",
            Binds = binds,
            // What it writes is read while it runs; the engine need not keep it too.
            LogConfig = new LogConfig { Type = "none" },
            Init = false,
        };
        SecuritySettings.Apply(pod, container, host);
        ResourceLimits.Apply(container, host);
        var command = Expanded(container, "command", variables);
        var arguments = Expanded(container, "args", variables);
        return new CreateContainerParameters
        {
            User = SecuritySettings.User(pod, container, image?.User),
            // A container with its own entry point ignores the image's command.
            Entrypoint = command.Length > 0 ? command : null,
            Cmd = arguments.Length > 0 ? arguments : null,
            WorkingDir = container.Text("workingDir") is { Length: > 0 } folder ? folder : null,
            Env = [.. variables.Select(variable => $"{variable.Key}={variable.Value}")],
            Tty = streams.HasTerminal,
            OpenStdin = streams.HasInput,
            StdinOnce = streams.IsOnce,
            HostConfig = host,
        };
    }

    private static string[] Expanded(
        JsonObject container,
        string field,
        IReadOnlyDictionary<string, string> variables
    ) => [.. container.Strings(field).Select(text => EnvExpansion.Expand(text, variables))];
}
