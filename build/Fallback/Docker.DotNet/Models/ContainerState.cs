namespace Docker.DotNet.Models;

/// <summary>Whether and how a container runs.</summary>
public class ContainerState
{
    /// <summary><c>created</c>, <c>running</c>, <c>exited</c> and the like.</summary>
    public string? Status { get; set; }

    /// <summary>Whether it runs.</summary>
    public bool Running { get; set; }

    /// <summary>Whether it was killed for want of memory.</summary>
    public bool OOMKilled { get; set; }

    /// <summary>The id of its first process on the machine; 0 when it does not run.</summary>
    public long Pid { get; set; }

    /// <summary>How it ended.</summary>
    public long ExitCode { get; set; }

    /// <summary>Why it could not be started.</summary>
    public string? Error { get; set; }

    /// <summary>When it was started.</summary>
    public string? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public string? FinishedAt { get; set; }
}
