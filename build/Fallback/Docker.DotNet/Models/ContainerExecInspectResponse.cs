namespace Docker.DotNet.Models;

/// <summary>What the engine knows about a program in a container.</summary>
public class ContainerExecInspectResponse
{
    /// <summary>Whether it runs.</summary>
    public bool Running { get; set; }

    /// <summary>How it ended.</summary>
    public long ExitCode { get; set; }

    /// <summary>The id of its process on the machine.</summary>
    public long Pid { get; set; }
}
