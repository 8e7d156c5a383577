using Slipway.Images.Formats;
using Slipway.Images.Publishing;

namespace Slipway.Tests.Images;

public sealed class RuntimeNeedsTests
{
    [Theory]
    [InlineData("10.0.0", "", "10.0.3", "10.0.3", null)]
    [InlineData("10.0.5", "", "10.0.3", "10.0.3", ".NET 10.0")]
    [InlineData("10.0.0", "", "11.0.0", "11.0.0", ".NET 10.0")]
    [InlineData("10.0.0", "Major", "11.0.0", "11.0.0", null)]
    [InlineData("10.0.0", "", "8.0.1", "8.0.1", ".NET 10.0")]
    [InlineData("10.0.0", "", "10.0.0-rc.1.2", "10.0.0-rc.1.2", null)]
    [InlineData("10.0.0", "", "10.0.0", null, "ASP.NET Core 10.0")]
    [InlineData("10.0.0", "", null, null, ".NET 10.0")]
    public void A_base_fits_when_it_has_the_frameworks(
        string wanted,
        string rollForward,
        string? dotnet,
        string? aspnet,
        string? missing
    )
    {
        var needs = RuntimeNeeds.Parse(
            $$"""
            { "runtimeOptions": { "tfm": "net10.0", "rollForward": "{{rollForward}}", "frameworks": [
              { "name": "Microsoft.NETCore.App", "version": "{{wanted}}" },
              { "name": "Microsoft.AspNetCore.App", "version": "{{wanted}}" } ] } }
            """
        );
        var environment = new[] { ("DOTNET_VERSION", dotnet), ("ASPNET_VERSION", aspnet) }
            .Where(variable => variable.Item2 is not null)
            .Select(variable => $"{variable.Item1}={variable.Item2}");

        Assert.Equal(missing, needs.MissingIn(ImageConfig.Empty with { Environment = [.. environment] }));
    }

    [Fact]
    public void A_program_without_ASP_NET_Core_needs_the_runtime_alone()
    {
        var needs = RuntimeNeeds.Parse(
            """
            { "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }
            """
        );

        Assert.Null(needs.MissingIn(ImageConfig.Empty with { Environment = ["DOTNET_VERSION=10.0.1"] }));
    }

    [Fact]
    public void Errors_are_found_in_what_MSBuild_prints()
    {
        string[] output =
        [
            "  Restored /repo/services/a/A.csproj (in 1 s).",
            "/repo/services/a/P.cs(3,13): error CS0103: The name 'error' does not exist "
                + "[/repo/services/a/A.csproj]",
            "/repo/services/a/P.cs(3,13): error CS0103: The name 'error' does not exist "
                + "[/repo/services/a/A.csproj::TargetFramework=net10.0]",
            "/repo/services/a/P.cs(4,1): warning CS0168: no error: here [/repo/services/a/A.csproj]",
            "/repo/services/b/B.csproj : error NU1101: Unable to find package X. [/tmp/Publish.proj]",
            "MSBUILD : error MSB1009: Project file does not exist.",
        ];

        Assert.Equal(
            [
                "services/a/P.cs(3,13): error CS0103: The name 'error' does not exist",
                "services/b/B.csproj : error NU1101: Unable to find package X.",
                "MSBUILD : error MSB1009: Project file does not exist.",
            ],
            CompilerOutput.Errors(output, "/repo")
        );
    }
}
