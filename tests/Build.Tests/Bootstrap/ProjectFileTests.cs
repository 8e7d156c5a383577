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
            .Single(item => item!["Identity"]!.GetValue<string>() == "GitVersion")!;
        Assert.Equal("/packages/gitversion.msbuild/6.8.2/tools", tool["Value"]!.GetValue<string>());
    }

    [Fact]
    public async Task GitVersions_own_package_is_used_where_the_feed_had_it()
    {
        using var packages = new TemporaryFolder();
        packages.Write("gitversion.tool/6.8.2/tools/net10.0/any/gitversion.dll", "");
        var items = JsonNode.Parse(
            await EvaluateAsync(Build, "-getItem:AssemblyMetadata", $"-p:NuGetPackageRoot={packages.Path}")
        )!;
        var tool = items["Items"]!["AssemblyMetadata"]!
            .AsArray()
            .Single(item => item!["Identity"]!.GetValue<string>() == "GitVersion")!;
        Assert.Equal($"{packages.Path}/gitversion.tool/6.8.2/tools", tool["Value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("nuget", "Nuke.Common", false)]
    [InlineData("fallback", null, true)]
    public async Task Only_Nuke_is_replaced_by_a_project(string feed, string? package, bool project)
    {
        var build = JsonNode.Parse(
            await EvaluateAsync(Build, "-getItem:PackageReference,ProjectReference", $"-p:PackageFeed={feed}")
        )!["Items"]!;
        string[] packages = package is null ? ["Spectre.Console"] : [package, "Spectre.Console"];
        Assert.Equal(packages, Names(build["PackageReference"]!));
        Assert.Equal(project, Names(build["ProjectReference"]!).Any(p => p.EndsWith("Nuke.Common.csproj")));
        var engine = JsonNode.Parse(
            await EvaluateAsync(
                "build/Slipway/Slipway.csproj",
                "-getItem:PackageReference",
                $"-p:PackageFeed={feed}"
            )
        )!["Items"]!;
        Assert.Equal(["Docker.DotNet", "KubernetesClient", "YamlDotNet"], Names(engine["PackageReference"]!));
    }

    [Theory]
    [InlineData("Release", "", "false", "false")]
    [InlineData("Release", "true", "", "true")]
    [InlineData("Debug", "", "", "true")]
    public async Task Only_a_compilation_for_a_run_is_without_analyzers(
        string configuration,
        string ci,
        string analyzers,
        string documentation
    )
    {
        var properties = JsonNode.Parse(
            await EvaluateAsync(
                "build/Slipway/Slipway.csproj",
                "-getProperty:RunAnalyzers,GenerateDocumentationFile",
                $"-p:Configuration={configuration}",
                $"-p:CI={ci}"
            )
        )!["Properties"]!;
        Assert.Equal(analyzers, properties["RunAnalyzers"]!.GetValue<string>());
        Assert.Equal(documentation, properties["GenerateDocumentationFile"]!.GetValue<string>());
    }

    private static IEnumerable<string> Names(JsonNode items) =>
        items.AsArray().Select(item => item!["Identity"]!.GetValue<string>());

    private static Task<string> EvaluateAsync(string project, params string[] arguments) =>
        ExternalTool.RunAsync("dotnet", ["msbuild", Path.Combine(Checkout.Root, project), .. arguments]);
}
