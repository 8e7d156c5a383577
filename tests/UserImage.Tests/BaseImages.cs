using Slipway.Tests.Images;
using Slipway.Values;

namespace UserImage.Tests;

/// <summary>
/// Base images from Debian packages and the .NET of this machine, so that nothing is pulled from outside: one
/// with the SDK in the engine, one with the runtime in a registry on loopback. Made once for all tests.
/// </summary>
public sealed class BaseImages : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _mark = $"t{Guid.NewGuid():N}";
    private string? _missing;
    private RealRegistry? _registry;

    /// <summary>The image with the SDK. The packages of the services are in it, for restores without a
    /// feed.</summary>
    public string Sdk => $"slipway-test/sdk:{_mark}";

    /// <summary>The same under another id: steps of one do not count as done for the other.</summary>
    public string OtherSdk => $"slipway-test/other-sdk:{_mark}";

    internal ImageReference Runtime => ImageReference.Parse($"{Registry.Host}/aspnet:10.0");

    internal RealRegistry Registry => _registry!;

    public async ValueTask InitializeAsync()
    {
        if ((_missing = await DebianImage.WhyNotAsync()) is not null)
            return;
        _registry = await RealRegistry.StartAsync();
        await Task.WhenAll(MakeRuntimeAsync(), MakeSdkAsync());
    }

    /// <summary>Skips the test where this machine cannot make them.</summary>
    public void Require() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    public async ValueTask DisposeAsync()
    {
        if (_missing is null)
        {
            // What was built on them goes with them: intermediate images have their labels.
            await Quietly("image", "prune", "--force", "--filter", $"label=slipway.test={_mark}");
            await Quietly("image", "rm", "--force", Sdk, OtherSdk, Runtime.ToString());
        }
        if (_registry is not null)
            await _registry.DisposeAsync();
        _folder.Dispose();
    }

    private async Task MakeRuntimeAsync()
    {
        var tar = Path.Combine(_folder.Path, "runtime.tar");
        await DebianImage.RuntimeAsync(tar);
        var version = Environment.Version;
        await ImportAsync(tar, Runtime.ToString(), $"DOTNET_VERSION={version} ASPNET_VERSION={version}");
        await ExternalTool.RunAsync("docker", "push", "--quiet", Runtime.ToString());
    }

    private async Task MakeSdkAsync()
    {
        var tar = Path.Combine(_folder.Path, "sdk.tar");
        var packages = PackagesAsync();
        await DebianImage.PackagesAsync(tar, "minbase", "ca-certificates,libssl3,libstdc++6,zlib1g");
        await DebianImage.AppendDotNetAsync(tar, "dotnet", "host", "shared", "sdk", "packs");
        var restored = Directory.GetDirectories(await packages).Select(folder => Path.GetFileName(folder)!);
        await DebianImage.AppendAsync(
            tar,
            await packages,
            ["--transform", "s#^#root/.nuget/packages/#S"],
            [.. restored]
        );
        await ImportAsync(tar, Sdk, "NuGetAudit=false");
        var other = Directory.CreateDirectory(Path.Combine(_folder.Path, "other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "Dockerfile"), $"FROM {Sdk}\nLABEL other=1\n");
        await ExternalTool.RunAsync("docker", "build", "--quiet", "--tag", OtherSdk, other);
    }

    // Restores from the folder that this machine restored into, so without a feed, and into an empty one.
    private async Task<string> PackagesAsync()
    {
        using var checkout = Checkout.Copy();
        var target = Path.Combine(_folder.Path, "packages");
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ".nuget",
                "packages"
            );
        await ExternalTool.RunAsync(
            Path.Combine(DebianImage.DotNet, "dotnet"),
            "restore",
            Path.Combine(checkout.Root, "services", "user"),
            "--packages",
            target,
            "--source",
            cache,
            "-p:NuGetAudit=false"
        );
        return target;
    }

    private Task ImportAsync(string tar, string image, string variables) =>
        DebianImage.ImportAsync(tar, image, variables, $"LABEL slipway.test={_mark}");

    private static async Task Quietly(params string[] arguments)
    {
        try
        {
            await ExternalTool.RunAsync("docker", arguments);
        }
        catch (InvalidOperationException)
        {
            // A test that failed early left nothing of that.
        }
    }
}
