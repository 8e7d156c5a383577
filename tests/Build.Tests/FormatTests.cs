namespace Slipway.Targets.Tests;

/// <summary>The sources are laid out as CSharpier lays them out, by the version in .config/dotnet-tools.json.</summary>
public sealed class FormatTests
{
    [Fact]
    public async Task Every_source_file_is_formatted()
    {
        await RunAsync("tool", "restore");
        await RunAsync("csharpier", "check", Running.Checkout.Root);
    }

    /// <summary>Fails with what the program wrote unless it succeeds.</summary>
    private static Task<string> RunAsync(params string[] arguments) =>
        ExternalTool.RunAsync("dotnet", arguments);
}
