using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests;

/// <summary>The sources are laid out as CSharpier lays them out, by the version in .config/dotnet-tools.json.</summary>
public sealed class FormatTests
{
    // The tools of a folder are found from within it.
    private const string Check = """cd "$0" && dotnet tool restore && dotnet csharpier check .""";

    [Fact]
    public async Task Every_source_file_is_formatted() =>
        await ExternalTool.RunAsync("/bin/sh", "-c", Check, Checkout.Root);
}
