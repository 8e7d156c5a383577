using System.Text.Json.Nodes;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>The project files, evaluated with what packages and machines set beforehand.</summary>
public sealed class ProjectFileTests
{
    private const string Build = "build/_build/_build.csproj";
    private const string Feed = "-p:PackageFeed=nuget";

    // With and without the slash, as NUGET_PACKAGES may say it.
    public static TheoryData<string> PackageFolders => ["/packages", "/packages/"];

    [Fact]
    public async Task The_build_lies_where_the_script_starts_it_whatever_a_package_sets()
    {
        using var folder = new TemporaryFolder();
        var props = folder.Write(
            "package.props",
            """
            <Project>
              <PropertyGroup>
                <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
              </PropertyGroup>
            </Project>
            """
        );
        var path = await EvaluateAsync(
            Build,
            "-getProperty:OutputPath",
            Feed,
            $"-p:CustomBeforeMicrosoftCommonProps={props}",
            "-p:Configuration=Release"
        );
        Assert.Equal("bin/Release/net10.0/", path.Trim().Replace('\\', '/'));
    }

    [Theory, MemberData(nameof(PackageFolders))]
    public async Task Tools_are_found_in_any_folder_of_packages(string packages)
    {
        var items = JsonNode.Parse(
            await EvaluateAsync(Build, "-getItem:AssemblyMetadata", Feed, $"-p:NuGetPackageRoot={packages}")
        )!;
        var tool = items["Items"]!["AssemblyMetadata"]!
            .AsArray()
            .Single(item => item!["Identity"]!.GetValue<string>() == "GitVersion.Tool")!;
        Assert.StartsWith("/packages/gitversion.tool/", tool["Value"]!.GetValue<string>());
    }

    private static Task<string> EvaluateAsync(string project, params string[] arguments) =>
        ExternalTool.RunAsync("dotnet", ["msbuild", Path.Combine(Checkout.Root, project), .. arguments]);
}
