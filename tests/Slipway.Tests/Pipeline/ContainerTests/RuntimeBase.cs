using System.Diagnostics;
using System.Runtime.InteropServices;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.ContainerTests;

/// <summary>
/// A base image with .NET in a registry on loopback, made from Debian packages and the .NET of this machine:
/// nothing is pulled from outside.
/// </summary>
public sealed class RuntimeBase : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RealRegistry? _registry;
    private string? _missing;

    internal ImageReference Image => ImageReference.Parse($"{_registry!.Host}/aspnet:10.0");

    public async ValueTask InitializeAsync()
    {
        try
        {
            await RunAsync("docker", "version");
            await RunAsync("mmdebstrap", "--version");
            _registry = await RealRegistry.StartAsync();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            _missing = $"Docker Engine with its client, or mmdebstrap, is missing: {e.Message}";
            return;
        }
        const string sources = "/etc/apt/sources.list.d/debian.sources";
        var tar = Path.Combine(_folder.Path, "runtime.tar");
        string[] mirror = File.Exists(sources) ? [sources] : [];
        await RunAsync("mmdebstrap", ["--quiet", "--variant=extract",
            "--include=libc6,libstdc++6,libssl3,zlib1g,dash,coreutils", "bookworm", tar, .. mirror]);
        var dotnet = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        await RunAsync("tar", "--append", "--file", tar, "--owner=0", "--group=0", "--directory", dotnet,
            "--transform", "s#^#usr/share/dotnet/#S", "dotnet", "host", "shared");
        // A folder that every user may write to, as far as the root file system lets anybody.
        Directory.CreateDirectory(_folder.At("marks"));
        await RunAsync("tar", "--append", "--file", tar, "--owner=0", "--group=0", "--mode=1777",
            "--directory", _folder.Path, "marks");
        var version = Environment.Version;
        await RunAsync("docker", "import", "--change",
            "ENV PATH=/usr/share/dotnet:/usr/bin:/bin DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "
            + $"DOTNET_VERSION={version} ASPNETCORE_VERSION={version}", tar, Image.ToString());
        await RunAsync("docker", "push", "--quiet", Image.ToString());
        await RunAsync("docker", "image", "rm", "--force", Image.ToString());
    }

    /// <summary>Skips the test where this machine cannot make it.</summary>
    public void Require() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
        _folder.Dispose();
    }

    /// <returns>The program's output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its errors.</exception>
    internal static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{program} failed: {output}{await errors}");
    }
}
