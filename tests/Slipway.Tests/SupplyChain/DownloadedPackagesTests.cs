using Slipway.SupplyChain.Contents;

namespace Slipway.Tests.SupplyChain;

/// <summary>Assemblies that a project takes out of packages by hand, past NuGet's graph.</summary>
public sealed class DownloadedPackagesTests : IDisposable
{
    private const string Assets = """
        { "project": { "frameworks": { "net10.0": { "downloadDependencies": [
          { "name": "MySql.Data", "version": "[26.10.0, 26.10.0]" },
          { "name": "Some.Tool", "version": "[1.0.0, 1.0.0]" } ] } } } }
        """;

    private const string Deps = """
        {
          "runtimeTarget": { "name": "net10.0" },
          "targets": { "net10.0": {
            "User/1.0.0": { "dependencies": { "MySql.Data": "26.10.0.0" } },
            "MySql.Data/26.10.0.0": { "runtime": { "MySql.Data.dll": {} } }
          } },
          "libraries": {
            "User/1.0.0": { "type": "project" },
            "MySql.Data/26.10.0.0": { "type": "reference" },
            "Homemade/2.0.0.0": { "type": "reference" }
          }
        }
        """;

    private readonly TemporaryFolder _packages = new();

    public void Dispose() => _packages.Dispose();

    [Fact]
    public void An_assembly_counts_as_the_downloaded_package_that_holds_it()
    {
        var hash = new byte[64];
        _packages.Write("mysql.data/26.10.0/lib/net10.0/MySql.Data.dll", "");
        _packages.Write(
            "mysql.data/26.10.0/.nupkg.metadata",
            $$"""{ "contentHash": "{{Convert.ToBase64String(hash)}}" }"""
        );
        _packages.Write(
            "mysql.data/26.10.0/mysql.data.nuspec",
            """<package><metadata><license type="expression">GPL-2.0-only</license></metadata></package>"""
        );
        _packages.Write("some.tool/1.0.0/tools/Tool.dll", "");

        var found = new DownloadedPackages(AssetsFile.Downloads(Assets), [_packages.Path]).Of(
            DepsFile.Parse(Deps)
        );

        Assert.Equal(
            ["pkg:nuget/MySql.Data@26.10.0", "assembly:Homemade@2.0.0.0"],
            found.Components.Select(component => component.Id)
        );
        Assert.Equal(found.Components.Select(component => component.Id), found.Direct);
        Assert.Equal("GPL-2.0-only", found.Components[0].License);
        Assert.Equal(Convert.ToHexStringLower(hash), found.Components[0].Sha512);
    }

    [Fact]
    public void An_assembly_whose_package_is_not_there_any_more_is_named_all_the_same()
    {
        var found = new DownloadedPackages(AssetsFile.Downloads(Assets), [_packages.Path]).Of(
            DepsFile.Parse(Deps)
        );

        Assert.Equal(["assembly:MySql.Data@26.10.0.0", "assembly:Homemade@2.0.0.0"], found.Direct);
    }

    [Fact]
    public void A_program_in_layers_tells_its_assemblies() =>
        Assert.Equal(["assembly:MySql.Data@26.10.0.0"], DepsFile.Parse(Deps).Direct);
}
