using Slipway.Environments;
using Slipway.Yaml;

namespace Slipway.Tests.Environments;

/// <summary>The environment.yaml of the environment staging, in a repository of its own.</summary>
internal sealed class EnvironmentFile : IDisposable
{
    public static EnvironmentOverrides NoOverrides { get; } = new();

    public TemporaryFolder Folder { get; } = new();

    public EnvironmentSettings Read(string yaml, EnvironmentOverrides? overrides = null)
    {
        Folder.Write("k8s/overlays/staging/environment.yaml", yaml);
        return EnvironmentReader.Read(Folder.Path, "staging", overrides ?? NoOverrides);
    }

    /// <summary>What it is refused for, from line and column on.</summary>
    public List<string> Mistakes(string yaml)
    {
        const string prefix = "k8s/overlays/staging/environment.yaml:";
        var refusal = Assert.Throws<FileRefusal>(() => Read(yaml));
        Assert.All(refusal.Mistakes, mistake => Assert.StartsWith(prefix, mistake));
        return [.. refusal.Mistakes.Select(mistake => mistake[prefix.Length..])];
    }

    public void Dispose() => Folder.Dispose();
}
