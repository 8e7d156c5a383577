using System.Diagnostics.CodeAnalysis;
using Slipway.Images.Inputs;

namespace Slipway.Tests.Images.Inputs;

/// <summary>Which files of a repository count for the service <c>services/rating</c>.</summary>
public sealed class ProjectGraphTests : IDisposable
{
    private const string Rating = "services/rating/Rating.csproj";

    private readonly TemporaryFolder _folder = new();

    public ProjectGraphTests() => Project(Rating, "");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Own_files_count_and_output_tools_and_prose_do_not()
    {
        Write(
            "services/rating/Program.cs",
            "services/rating/wwwroot/site.css",
            "services/rating/data/obj/x.cs",
            "services/rating/packages.lock.json",
            "services/rating/wwwroot/help.md",
            // Nobody compiles or publishes these.
            "services/rating/README.md",
            "services/rating/obj/x.cs",
            "services/rating/bin/x.dll",
            "services/rating/.vs/x.json",
            "services/movie/Program.cs",
            "README.md",
            "tests/Rating.Tests/A.cs"
        );

        Assert.Equal(
            [
                "packages.lock.json",
                "Program.cs",
                "Rating.csproj",
                "data/obj/x.cs",
                "wwwroot/help.md",
                "wwwroot/site.css",
            ],
            Counted()
                .Select(file => file["services/rating/".Length..])
                .Order(StringComparer.Ordinal)
                .OrderBy(file => file.Contains('/') ? 1 : 0)
                .ThenBy(file => file, StringComparer.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void Settings_count_from_the_root_down_to_each_project()
    {
        Write(
            "Directory.Build.props",
            "Directory.Packages.props",
            "global.json",
            "nuget.config",
            ".editorconfig",
            "services/Directory.Build.targets",
            "tests/Directory.Build.props",
            "other/nuget.config"
        );

        AssertCounts(
            "Directory.Build.props",
            "Directory.Packages.props",
            "global.json",
            "nuget.config",
            ".editorconfig",
            "services/Directory.Build.targets"
        );
        Assert.DoesNotContain("tests/Directory.Build.props", Counted());
        Assert.DoesNotContain("other/nuget.config", Counted());
    }

    [Fact]
    public void Projects_are_followed_through_references_and_properties()
    {
        Write("libraries/one/A.cs", "libraries/two/B.cs", "libraries/three/C.cs", "libraries/four/D.cs");
        _folder.Write(
            "Directory.Build.props",
            """
            <Project>
              <PropertyGroup><Libraries>$(MSBuildThisFileDirectory)libraries/</Libraries></PropertyGroup>
            </Project>
            """
        );
        Project(Rating, """<ProjectReference Include="..\..\libraries\one\One.csproj" />""");
        Project("libraries/one/One.csproj", """<ProjectReference Include="$(Libraries)two/Two.csproj" />""");
        Project(
            "libraries/two/Two.csproj",
            """
            <ProjectReference Include="../three/Three.csproj" Condition="'$(Anything)' == 'x'" />
            """
        );

        Project("libraries/three/Three.csproj", "");

        AssertCounts("libraries/one/A.cs", "libraries/two/B.cs", "libraries/three/C.cs");
        Assert.DoesNotContain("libraries/four/D.cs", Counted());
    }

    [Fact]
    public void Imports_are_followed_wherever_they_lead()
    {
        _folder.Write("build/Common.targets", """<Project><Import Project="Inner.props" /></Project>""");
        _folder.Write(
            "build/Inner.props",
            """
            <Project>
              <ItemGroup><Compile Include="$(MSBuildThisFileDirectory)Shared.cs" /></ItemGroup>
            </Project>
            """
        );
        Write("build/Shared.cs", "build/Other.cs", "extra/Z.props");
        const string above =
            "$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))";
        _folder.Write(
            "services/Directory.Build.props",
            $"""
            <Project>
              <Import Project="{above}" />
              <Import Project="../extra/*.props" />
            </Project>
            """
        );
        _folder.Write(
            "Directory.Build.props",
            """<Project><Import Project="build/Common.targets" /></Project>"""
        );

        AssertCounts(
            "Directory.Build.props",
            "build/Common.targets",
            "build/Inner.props",
            "build/Shared.cs",
            "extra/Z.props"
        );
        Assert.DoesNotContain("build/Other.cs", Counted());
    }

    [Theory]
    [InlineData("""<Compile Include="../../shared/a.cs" />""", "shared/a.cs")]
    [InlineData("""<Compile Include="../../shared/**/*.cs" Link="x" />""", "shared/a.cs,shared/deep/b.cs")]
    [InlineData("""<Compile Include="..\..\shared\*.cs;Other.cs" />""", "shared/a.cs")]
    [InlineData("""<None Update="../../shared/notes.md" />""", "shared/notes.md")]
    [InlineData("""<Content Include="../../shared/$(Name)/x" />""", "shared/a.cs")]
    [InlineData(
        """<Reference Include="X"><HintPath>../../shared/lib.dll</HintPath></Reference>""",
        "shared/lib.dll"
    )]
    [InlineData("""<ProjectReference Include="@(Found->'../../%(Identity)/x.csproj')" />""", "shared/a.cs")]
    [InlineData("""<ProjectReference Include="../../sha*/*.csproj" />""", "shared/a.cs")]
    public void What_an_item_names_counts([StringSyntax("xml")] string item, string expected)
    {
        Write("shared/a.cs", "shared/deep/b.cs", "shared/notes.md", "shared/lib.dll");
        Project(Rating, item);

        AssertCounts(expected.Split(','));
    }

    [Fact]
    public void A_file_that_any_property_names_counts()
    {
        Write("keys/service.snk", "keys/other");
        _folder.Write(
            Rating,
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <AssemblyOriginatorKeyFile>../../keys/service.snk</AssemblyOriginatorKeyFile>
              </PropertyGroup>
            </Project>
            """
        );

        AssertCounts("keys/service.snk");
        Assert.DoesNotContain("keys/other", Counted());
    }

    [Theory]
    [InlineData("""<Compile Include="$([System.IO.Path]::Combine('a', 'b'))/*.cs" />""")]
    [InlineData("""<Compile Include="../../**/Shared.cs" />""")]
    [InlineData("""<ProjectReference Include="$(SomewhereElse)/X.csproj" />""")]
    public void What_cannot_be_told_makes_the_whole_repository_count([StringSyntax("xml")] string item)
    {
        Write("anything/at/all.cs", "docs/page.md", ".git/HEAD", ".nuke/temp/x");
        Project(Rating, item);

        AssertCounts("anything/at/all.cs");
        Assert.DoesNotContain(".git/HEAD", Counted());
        Assert.DoesNotContain(".nuke/temp/x", Counted());
        Assert.Contains(
            Rating,
            new ProjectGraph(_folder.Path).Read(Path.Combine(_folder.Path, Rating)).Unclear
        );
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("""<Content Include="pages/*.md" />""", true)]
    [InlineData("""<EmbeddedResource Include="pages/**" />""", true)]
    [InlineData("""<EmbeddedResource Include="pages/*.json" />""", false)]
    public void Markdown_counts_where_an_item_may_take_it([StringSyntax("xml")] string item, bool counts)
    {
        Write("services/rating/pages/help.md");
        Project(Rating, item);

        Assert.Equal(counts, Counted().Contains("services/rating/pages/help.md"));
    }

    [Fact]
    public void Linked_folders_are_followed_and_circles_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Symbolic links need a right of their own on Windows.");
        Write("elsewhere/A.cs");
        Directory.CreateSymbolicLink(
            Path.Combine(_folder.Path, "services/rating/linked"),
            Path.Combine(_folder.Path, "elsewhere")
        );
        Directory.CreateSymbolicLink(
            Path.Combine(_folder.Path, "services/rating/circle"),
            Path.Combine(_folder.Path, "services/rating")
        );

        AssertCounts("services/rating/linked/A.cs");
    }

    [Fact]
    public void A_link_to_nothing_as_editors_lock_files_with_them_does_no_harm()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Symbolic links need a right of their own on Windows.");
        Write("services/rating/A.cs");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "services/rating/.#A.cs"), "ada@desk.4711");

        AssertCounts("services/rating/.#A.cs", "services/rating/A.cs");
    }

    [Fact]
    public void Properties_that_the_environment_may_set_are_known()
    {
        Project(Rating, """<Compile Remove="$(SLIPWAY_TEST_FLAG)" />""");

        Assert.Contains(
            "SLIPWAY_TEST_FLAG",
            new ProjectGraph(_folder.Path).Read(Path.Combine(_folder.Path, Rating)).Variables
        );
    }

    [Fact]
    public void A_project_that_is_no_XML_is_left_to_the_compiler()
    {
        _folder.Write(Rating, "<Project");

        AssertCounts(Rating);
    }

    private void AssertCounts(params string[] files)
    {
        var counted = Counted();
        Assert.All(files, file => Assert.Contains(file, counted));
    }

    private HashSet<string> Counted()
    {
        var scope = new ProjectGraph(_folder.Path).Read(Path.Combine(_folder.Path, Rating));
        return [.. new SourceFiles(_folder.Path, []).Read(scope).Keys];
    }

    private void Project(string file, string items) =>
        _folder.Write(
            file,
            $"""<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>{items}</ItemGroup></Project>"""
        );

    private void Write(params string[] files)
    {
        foreach (var file in files)
        {
            var xml =
                file.EndsWith(".props", StringComparison.Ordinal)
                || file.EndsWith(".targets", StringComparison.Ordinal);
            _folder.Write(file, xml ? "<Project />" : file);
        }
    }
}
