namespace Docker.DotNet.Models;

/// <summary>How a container ended.</summary>
public class ContainerWaitResponse
{
    /// <summary>Why waiting failed.</summary>
    public ContainerWaitOKBodyError? Error { get; set; }

    /// <summary>Its exit code.</summary>
    public long StatusCode { get; set; }
}
