using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>What a container may use of the machine.</summary>
public class HostConfig
{
    /// <summary>Folders of the machine, as <c>source:target[:ro]</c>.</summary>
    public IList<string>? Binds { get; set; }

    /// <summary>Where its output is kept.</summary>
    public LogConfig? LogConfig { get; set; }

    /// <summary>The network, or <c>none</c>, or <c>host</c>, or <c>container:</c> and an id.</summary>
    public string? NetworkMode { get; set; }

    /// <summary>Where the machine listens for its ports.</summary>
    public IDictionary<string, IList<PortBinding>>? PortBindings { get; set; }

    /// <summary>Whether it is taken away when it ends.</summary>
    public bool AutoRemove { get; set; }

    /// <summary>Capabilities that it gets.</summary>
    public IList<string>? CapAdd { get; set; }

    /// <summary>Capabilities that it loses.</summary>
    public IList<string>? CapDrop { get; set; }

    /// <summary>Further groups of its user, by name or id.</summary>
    public IList<string>? GroupAdd { get; set; }

    /// <summary>Further hosts, as <c>name:address</c>.</summary>
    public IList<string>? ExtraHosts { get; set; }

    /// <summary>Whether it may do everything.</summary>
    public bool Privileged { get; set; }

    /// <summary>Whether each port gets a free one of the machine.</summary>
    public bool PublishAllPorts { get; set; }

    /// <summary>Whether its root file system is read-only.</summary>
    public bool ReadonlyRootfs { get; set; }

    /// <summary>Options such as <c>no-new-privileges</c>.</summary>
    public IList<string>? SecurityOpt { get; set; }

    /// <summary>Paths in memory, with their mount options.</summary>
    public IDictionary<string, string>? Tmpfs { get; set; }

    /// <summary>The most memory, in bytes; 0 for no limit.</summary>
    public long Memory { get; set; }

    /// <summary>The most memory and swap space together, in bytes; 0 for twice the memory.</summary>
    public long MemorySwap { get; set; }

    /// <summary>The weight among others where processors are short; 0 for the usual one, 1024.</summary>
    [JsonPropertyName("CpuShares")]
    public long CPUShares { get; set; }

    /// <summary>The most processor time, in billionths of a processor; 0 for no limit.</summary>
    [JsonPropertyName("NanoCpus")]
    public long NanoCPUs { get; set; }

    /// <summary>The most processes.</summary>
    public long? PidsLimit { get; set; }

    /// <summary>Whether a small init reaps its processes and passes signals on.</summary>
    public bool? Init { get; set; }
}
