using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Testing;

/// <summary>
/// Images from Debian packages and the .NET of this machine, made in its Docker Engine: nothing is pulled
/// from outside.
/// </summary>
internal static class DebianImage
{
    private const string DotNetInImage = "usr/share/dotnet";

    /// <summary>What holds the SDK, the shared frameworks and the host.</summary>
    public static string DotNet =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Why this machine cannot make any; null where it can.</summary>
    public static async Task<string?> WhyNotAsync()
    {
        try
        {
            await ExternalTool.RunAsync("docker", "version");
            await ExternalTool.RunAsync("mmdebstrap", "--version");
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return $"Docker Engine with its client, or mmdebstrap, is missing: {e.Message}";
        }
    }

    /// <summary>Makes the archive of a small Debian with .NET's runtime, without an SDK.</summary>
    public static async Task RuntimeAsync(string tar)
    {
        await PackagesAsync(tar, "extract", "libc6,libstdc++6,libssl3,zlib1g,dash,coreutils");
        await AppendDotNetAsync(tar, "dotnet", "host", "shared");
    }

    /// <summary>Makes the archive of a Debian with these packages.</summary>
    public static async Task PackagesAsync(string tar, string variant, string packages)
    {
        const string sources = "/etc/apt/sources.list.d/debian.sources";
        string[] mirror = File.Exists(sources) ? [sources] : [];
        await ExternalTool.RunAsync(
            "mmdebstrap",
            ["--quiet", $"--variant={variant}", $"--include={packages}", "bookworm", tar, .. mirror]
        );
    }

    /// <summary>Adds parts of this machine's .NET to an archive.</summary>
    public static Task AppendDotNetAsync(string tar, params IReadOnlyList<string> parts) =>
        AppendAsync(tar, DotNet, ["--transform", $"s#^#{DotNetInImage}/#S"], parts);

    /// <summary>Adds what is in a folder to an archive, owned by root.</summary>
    public static Task AppendAsync(
        string tar,
        string folder,
        IReadOnlyList<string> options,
        params IReadOnlyList<string> names
    ) =>
        ExternalTool.RunAsync(
            "tar",
            ["--append", "--file", tar, "--owner=0", "--group=0", "--directory", folder, .. options, .. names]
        );

    /// <summary>Makes the engine's image of an archive, with these variables beside those of .NET.</summary>
    public static Task ImportAsync(
        string tar,
        string image,
        string variables,
        params IReadOnlyList<string> changes
    ) =>
        ExternalTool.RunAsync(
            "docker",
            [
                "import",
                "--change",
                $"ENV PATH=/{DotNetInImage}:/usr/sbin:/usr/bin:/sbin:/bin "
                    + $"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 {variables}",
                .. changes.SelectMany(change => (string[])["--change", change]),
                tar,
                image,
            ]
        );
}
