namespace Docker.DotNet.Models;

/// <summary>The machine that the engine runs on.</summary>
public class SystemInfoResponse
{
    /// <summary>The engine's id.</summary>
    public string? ID { get; set; }

    /// <summary>How many containers it has.</summary>
    public long Containers { get; set; }

    /// <summary>How many images it has.</summary>
    public long Images { get; set; }

    /// <summary>How it stores layers.</summary>
    public string? Driver { get; set; }

    /// <summary>The operating system, for people.</summary>
    public string? OperatingSystem { get; set; }

    /// <summary><c>linux</c> or <c>windows</c>.</summary>
    public string? OSType { get; set; }

    /// <summary>The processor, in the kernel's words.</summary>
    public string? Architecture { get; set; }

    /// <summary>How many processors there are.</summary>
    public long NCPU { get; set; }

    /// <summary>The memory, in bytes.</summary>
    public long MemTotal { get; set; }

    /// <summary>The host name.</summary>
    public string? Name { get; set; }

    /// <summary>The engine's version.</summary>
    public string? ServerVersion { get; set; }

    /// <summary>How containers are kept apart, such as <c>name=seccomp,profile=default</c>.</summary>
    public IList<string>? SecurityOptions { get; set; }
}
