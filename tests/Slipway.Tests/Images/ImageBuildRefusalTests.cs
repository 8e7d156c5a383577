using System.Diagnostics.CodeAnalysis;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>What cannot be built, in the words of those who say why.</summary>
public sealed class ImageBuildRefusalTests(FixtureCheckout checkout) : IClassFixture<FixtureCheckout>
{
    [Theory]
    [InlineData("root")]
    [InlineData("0:0")]
    public async Task A_service_that_would_run_as_root_is_refused(string user)
    {
        using var change = checkout.WriteForNow(
            "services/hello/Directory.Build.props",
            $"""
            <Project>
              <Import Project="../../Directory.Build.props" />
              <PropertyGroup><ContainerUser>{user}</ContainerUser></PropertyGroup>
            </Project>
            """
        );

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => checkout.BuildAsync());

        Assert.Contains("'hello' would run as root", refusal.What);
    }

    [Fact]
    public async Task A_service_that_does_not_compile_is_refused_with_the_compilers_lines()
    {
        using var change = checkout.WriteForNow(
            "services/hello/Broken.cs",
            "class Broken\n{\n    int X = nowhere;\n}\n"
        );

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => checkout.BuildAsync());

        Assert.Contains(
            "services/hello/Broken.cs(3,13): error CS0103: The name 'nowhere' does not exist",
            refusal.What
        );
        Assert.DoesNotContain(checkout.Root, refusal.What);
    }

    [Fact]
    public async Task A_package_that_does_not_exist_is_refused_by_name()
    {
        using var change = checkout.WriteForNow(
            "services/shared/Shared.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Slipway.There.Is.None" Version="1.0.0" /></ItemGroup>
            </Project>
            """
        );
        using var feed = checkout.WriteForNow(
            "nuget.config",
            """
            <configuration>
              <packageSources><clear /><add key="here" value="." /></packageSources>
            </configuration>
            """
        );

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => checkout.BuildAsync());

        Assert.Contains("error NU1101: Unable to find package Slipway.There.Is.None", refusal.What);
    }

    [Fact]
    public async Task Where_no_SDK_fits_the_words_of_dotnet_are_shown()
    {
        using var change = checkout.WriteForNow(
            "global.json",
            """{ "sdk": { "version": "99.0.100", "rollForward": "disable" } }"""
        );

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => checkout.BuildAsync());

        Assert.StartsWith("No suitable .NET SDK found:\n", refusal.What);
        Assert.Contains("99.0.100", refusal.What);
        Assert.Equal("global.json", refusal.Where);
    }

    [Theory]
    [InlineData(
        """
            <PropertyGroup>
              <GenerateRuntimeConfigurationFiles>false</GenerateRuntimeConfigurationFiles>
            </PropertyGroup>
            """,
        "Hello.runtimeconfig.json"
    )]
    [InlineData(
        """<Target Name="Lose" AfterTargets="Publish"><Delete Files="$(PublishDir)Hello.dll" /></Target>""",
        "Hello.dll"
    )]
    public async Task A_service_that_publishes_no_program_is_refused(
        [StringSyntax("xml")] string how,
        string file
    )
    {
        using var change = checkout.WriteForNow(
            "services/hello/Directory.Build.targets",
            $"<Project>{how}</Project>"
        );

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => checkout.BuildAsync());

        Assert.Equal($"'hello' published no executable: {file} not found in the output.", refusal.What);
        Assert.EndsWith("Hello.csproj", refusal.Where);
    }
}
