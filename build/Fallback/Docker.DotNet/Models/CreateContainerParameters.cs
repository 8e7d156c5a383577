using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A container to be made.</summary>
public class CreateContainerParameters
{
    /// <summary>Its name; one is made up where none is given.</summary>
    [JsonIgnore]
    public string? Name { get; set; }

    /// <summary>The host name inside.</summary>
    public string? Hostname { get; set; }

    /// <summary>The user, by name or id.</summary>
    public string? User { get; set; }

    /// <summary>Ports that are listened on, such as <c>8080/tcp</c>.</summary>
    public IDictionary<string, EmptyStruct>? ExposedPorts { get; set; }

    /// <summary>Whether there is a terminal.</summary>
    public bool Tty { get; set; }

    /// <summary>Whether it has an input.</summary>
    public bool OpenStdin { get; set; }

    /// <summary>Whether the input ends with the first client that was attached.</summary>
    public bool StdinOnce { get; set; }

    /// <summary>The environment, as <c>NAME=value</c>.</summary>
    public IList<string>? Env { get; set; }

    /// <summary>The command, or its arguments where there is an entry point.</summary>
    public IList<string>? Cmd { get; set; }

    /// <summary>The image.</summary>
    public string? Image { get; set; }

    /// <summary>Paths that are volumes.</summary>
    public IDictionary<string, EmptyStruct>? Volumes { get; set; }

    /// <summary>The directory that the command starts in.</summary>
    public string? WorkingDir { get; set; }

    /// <summary>The program that is started.</summary>
    public IList<string>? Entrypoint { get; set; }

    /// <summary>Labels.</summary>
    public IDictionary<string, string>? Labels { get; set; }

    /// <summary>The signal that asks it to end.</summary>
    public string? StopSignal { get; set; }

    /// <summary>What it may use of the machine.</summary>
    public HostConfig? HostConfig { get; set; }

    /// <summary>How it takes part in its network.</summary>
    public NetworkingConfig? NetworkingConfig { get; set; }
}
