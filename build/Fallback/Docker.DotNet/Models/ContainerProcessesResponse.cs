namespace Docker.DotNet.Models;

/// <summary>The processes of a container.</summary>
public class ContainerProcessesResponse
{
    /// <summary>What the columns are.</summary>
    public IList<string>? Titles { get; set; }

    /// <summary>The columns of each process.</summary>
    public IList<IList<string>>? Processes { get; set; }
}
