namespace Slipway.Images.Publishing;

/// <summary>Which .NET SDK compiles in a checkout.</summary>
internal static class SdkVersion
{
    /// <exception cref="PublishRefusal">No SDK matches <c>global.json</c>.</exception>
    public static async Task<string> ReadAsync(string repositoryRoot, CancellationToken ct)
    {
        var (exitCode, output) = await DotNetProgram.RunAsync(["--version"], repositoryRoot, ct);
        return exitCode == 0 && output.Count > 0
            ? output[^1].Trim()
            : throw new PublishRefusal(
                $"No suitable .NET SDK found:\n{string.Join('\n', output)}",
                "global.json",
                "Install the SDK that global.json requires, or run ./build.sh, which installs it."
            );
    }
}
