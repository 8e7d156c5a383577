namespace Docker.DotNet.Models;

/// <summary>What is asked about processes.</summary>
public class ContainerListProcessesParameters
{
    /// <summary>Arguments for <c>ps</c>, which must show the column pid; else <c>-ef</c>.</summary>
    public string? PsArgs { get; set; }
}
