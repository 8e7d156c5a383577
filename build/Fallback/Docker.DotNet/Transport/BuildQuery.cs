using System.Text.Json;
using Docker.DotNet.Models;

namespace Docker.DotNet.Transport;

/// <summary>
/// The parameters of a build as the engine reads them (Docker Engine API, "Build an image").
/// </summary>
internal static class BuildQuery
{
    public static Query Of(ImageBuildParameters p) =>
        new Query()
            .Add("t", p.Tags)
            .Add("q", p.SuppressOutput)
            .Add("remote", p.RemoteContext)
            .Add("nocache", p.NoCache)
            .Add("rm", p.Remove)
            .Add("forcerm", p.ForceRemove)
            .Add("pull", p.Pull)
            .Add("cpusetcpus", p.CPUSetCPUs)
            .Add("cpushares", p.CPUShares)
            .Add("cpuquota", p.CPUQuota)
            .Add("cpuperiod", p.CPUPeriod)
            .Add("memory", p.Memory)
            .Add("memswap", p.MemorySwap)
            .Add("networkmode", p.NetworkMode)
            .Add("shmsize", p.ShmSize)
            .Add("dockerfile", p.Dockerfile)
            .Add("buildargs", Json(p.BuildArgs))
            .Add("labels", Json(p.Labels))
            .Add("squash", p.Squash)
            .Add("extrahosts", p.ExtraHosts)
            .Add("target", p.Target)
            .Add("platform", p.Platform)
            .Add("outputs", p.Outputs);

    private static string? Json(IDictionary<string, string>? values) =>
        values is null ? null : JsonSerializer.Serialize(values, ModelsJson.Default.IDictionaryStringString);
}
