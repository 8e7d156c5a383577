namespace Docker.DotNet.Models;

/// <summary>How an image is built.</summary>
public class ImageBuildParameters
{
    /// <summary>Its names.</summary>
    public IList<string>? Tags { get; set; }

    /// <summary>Say only the image's id.</summary>
    public bool? SuppressOutput { get; set; }

    /// <summary>A git repository or an archive to build in place of the context that is sent.</summary>
    public string? RemoteContext { get; set; }

    /// <summary>Build every step anew.</summary>
    public bool? NoCache { get; set; }

    /// <summary>Take the steps' containers away.</summary>
    public bool? Remove { get; set; }

    /// <summary>Take them away after a failure too.</summary>
    public bool? ForceRemove { get; set; }

    /// <summary>Look for newer base images.</summary>
    public string? Pull { get; set; }

    /// <summary>The processors that steps run on.</summary>
    public string? CPUSetCPUs { get; set; }

    /// <summary>Their share of processor time.</summary>
    public long? CPUShares { get; set; }

    /// <summary>Their processor time in a period, in microseconds.</summary>
    public long? CPUQuota { get; set; }

    /// <summary>That period, in microseconds.</summary>
    public long? CPUPeriod { get; set; }

    /// <summary>Their most memory, in bytes.</summary>
    public long? Memory { get; set; }

    /// <summary>Their most memory and swap, in bytes.</summary>
    public long? MemorySwap { get; set; }

    /// <summary>The network of the steps.</summary>
    public string? NetworkMode { get; set; }

    /// <summary>The size of /dev/shm, in bytes.</summary>
    public long? ShmSize { get; set; }

    /// <summary>The Dockerfile's path in the context; <c>Dockerfile</c> where none is given.</summary>
    public string? Dockerfile { get; set; }

    /// <summary>Values for ARG.</summary>
    public IDictionary<string, string>? BuildArgs { get; set; }

    /// <summary>Labels of the image.</summary>
    public IDictionary<string, string>? Labels { get; set; }

    /// <summary>One layer for all steps (experimental engines only).</summary>
    public bool? Squash { get; set; }

    /// <summary>Further hosts, as <c>name:address</c>.</summary>
    public IList<string>? ExtraHosts { get; set; }

    /// <summary>The stage to build.</summary>
    public string? Target { get; set; }

    /// <summary>The platform, such as <c>linux/arm64</c>.</summary>
    public string? Platform { get; set; }

    /// <summary>Where the result goes, in BuildKit's words.</summary>
    public string? Outputs { get; set; }
}
