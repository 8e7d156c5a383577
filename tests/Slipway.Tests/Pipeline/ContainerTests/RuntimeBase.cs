using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.ContainerTests;

/// <summary>
/// A base image with .NET in a registry on loopback, made from Debian packages and the .NET of this machine.
/// </summary>
public sealed class RuntimeBase : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RealRegistry? _registry;
    private string? _missing;

    internal ImageReference Image => ImageReference.Parse($"{_registry!.Host}/aspnet:10.0");

    public async ValueTask InitializeAsync()
    {
        if ((_missing = await DebianImage.WhyNotAsync()) is not null)
            return;
        _registry = await RealRegistry.StartAsync();
        var tar = _folder.At("runtime.tar");
        await DebianImage.RuntimeAsync(tar);
        // A folder that every user may write to, as far as the root file system lets anybody.
        Directory.CreateDirectory(_folder.At("marks"));
        await DebianImage.AppendAsync(tar, _folder.Path, ["--mode=1777"], "marks");
        var version = Environment.Version;
        await DebianImage.ImportAsync(
            tar,
            Image.ToString(),
            $"DOTNET_VERSION={version} ASPNET_VERSION={version}"
        );
        await ExternalTool.RunAsync("docker", "push", "--quiet", Image.ToString());
        await ExternalTool.RunAsync("docker", "image", "rm", "--force", Image.ToString());
    }

    /// <summary>Skips the test where this machine cannot make it.</summary>
    public void Require() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
        _folder.Dispose();
    }
}
