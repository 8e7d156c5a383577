namespace Docker.DotNet.Models;

/// <summary>Which part of a container's output.</summary>
public class ContainerLogsParameters
{
    /// <summary>Its output.</summary>
    public bool? ShowStdout { get; set; }

    /// <summary>Its errors.</summary>
    public bool? ShowStderr { get; set; }

    /// <summary>From that time on, as a Unix time.</summary>
    public string? Since { get; set; }

    /// <summary>Up to that time, as a Unix time.</summary>
    public string? Until { get; set; }

    /// <summary>With the time in front of each line.</summary>
    public bool? Timestamps { get; set; }

    /// <summary>And what it goes on to write.</summary>
    public bool? Follow { get; set; }

    /// <summary>That many last lines, or <c>all</c>.</summary>
    public string? Tail { get; set; }
}
