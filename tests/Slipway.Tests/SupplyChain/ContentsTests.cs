using System.IO.Compression;
using System.Text;
using Slipway.SupplyChain.Contents;
using Slipway.Versioning;

namespace Slipway.Tests.SupplyChain;

public sealed class ContentsTests
{
    private const string Apk = """
        C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=
        P:musl
        V:1.2.5-r0
        A:x86_64
        L:MIT

        P:busybox
        V:1.36.1-r29
        A:x86_64
        L:GPL-2.0-only

        """;

    [Theory]
    [InlineData(
        "var/lib/dpkg/status",
        LayeredBase.Dpkg,
        "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12"
    )]
    [InlineData(
        "var/lib/dpkg/status.d/libc6",
        "Package: libc6\nVersion: 2\n",
        "pkg:deb/debian/libc6@2?distro=debian-12"
    )]
    [InlineData("var/lib/dpkg/status.d/libc6.md5sums", "Package: libc6\nVersion: 2\n", "")]
    [InlineData(
        "lib/apk/db/installed",
        Apk,
        "pkg:apk/debian/busybox@1.36.1-r29?arch=x86_64&distro=debian-12 "
            + "pkg:apk/debian/musl@1.2.5-r0?arch=x86_64&distro=debian-12"
    )]
    [InlineData("home/someone/status", LayeredBase.Dpkg, "")]
    public async Task What_is_installed_is_read_from_the_layers(string path, string text, string expected)
    {
        var found = await ReadAsync(
            new Dictionary<string, string> { ["etc/os-release"] = LayeredBase.Debian, [path] = text }
        );

        Assert.Equal(expected, string.Join(' ', found.Packages.Select(package => package.Id)));
        Assert.Equal(("debian", "12"), (found.System!.Name, found.System.Version));
    }

    [Theory]
    [InlineData("var/lib/dpkg/.wh.status")]
    [InlineData("var/lib/.wh.dpkg")]
    [InlineData("./var/lib/dpkg/.wh..wh..opq")]
    [InlineData(".wh.var")]
    public async Task What_a_later_layer_takes_away_is_not_installed(string whiteout)
    {
        var installed = new Dictionary<string, string> { ["var/lib/dpkg/status"] = LayeredBase.Dpkg };
        var found = await ReadAsync(installed, new() { [whiteout] = "" });

        Assert.Empty(found.Packages);
    }

    [Fact]
    public async Task The_last_layer_counts()
    {
        var found = await ReadAsync(
            new Dictionary<string, string> { ["var/lib/dpkg/status"] = LayeredBase.Dpkg },
            new Dictionary<string, string> { ["./var/lib/dpkg/status"] = "Package: musl\nVersion: 1\n" }
        );

        Assert.Equal("pkg:deb/debian/musl@1", Assert.Single(found.Packages).Id);
        Assert.Null(found.System);
    }

    [Theory]
    [InlineData("etc/os-release", "ID=azurelinux\n", false)] // it keeps its list as rpm
    [InlineData("etc/hostname", "x", true)]
    public async Task A_distribution_without_a_list_of_packages_is_not_called_complete(
        string path,
        string text,
        bool complete
    )
    {
        var found = await ReadAsync(new Dictionary<string, string> { [path] = text });

        Assert.Equal(complete, found.Complete);
    }

    [Fact]
    public async Task A_program_in_the_layers_tells_its_packages()
    {
        var found = await ReadAsync(
            new Dictionary<string, string>
            {
                ["app/User.deps.json"] = """
                {
                  "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
                  "targets": { ".NETCoreApp,Version=v10.0/linux-x64": {
                    "User/1.0.0": { "dependencies": { "MySqlConnector": "2.4.0" } },
                    "MySqlConnector/2.4.0": { "dependencies": { "Logging": "9.0.0" } }
                  } },
                  "libraries": {
                    "User/1.0.0": { "type": "project", "sha512": "" },
                    "MySqlConnector/2.4.0": { "type": "package", "sha512": "sha512-AAAA" },
                    "Logging/9.0.0": { "type": "package", "sha512": "" },
                    "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": { "type": "runtimepack" }
                  }
                }
                """,
                ["app/broken.deps.json"] = "{",
                ["app/twice.deps.json"] = """
                {"runtimeTarget":{"name":"net"},"targets":{"net":{}},
                 "libraries":{"Twice/1.0.0":{"type":"package"},"twice/2.0.0":{"type":"package"}}}
                """,
            }
        );

        Assert.Equal(["pkg:nuget/MySqlConnector@2.4.0"], found.Programs.Direct);
        Assert.Equal(
            [
                "pkg:nuget/MySqlConnector@2.4.0",
                "pkg:nuget/Logging@9.0.0",
                "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.1",
            ],
            found.Programs.Components.Select(component => component.Id)
        );
        Assert.Equal(["pkg:nuget/Logging@9.0.0"], found.Programs.Components[0].Needs);
    }

    [Fact]
    public async Task A_layer_that_is_no_archive_is_told_as_such()
    {
        var files = new LayerFiles(PackageDatabases.Counts);
        var gzip = new MemoryStream();
        using (var compressed = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
            compressed.Write(Encoding.UTF8.GetBytes(new string('x', 2000)));
        gzip.Position = 0;

        await Assert.ThrowsAsync<InvalidDataException>(() => files.AddAsync(gzip, Workbench.Stop));
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            files.AddAsync(new MemoryStream("no gzip"u8.ToArray()), Workbench.Stop)
        );
    }

    [Fact]
    public void A_package_that_only_builds_is_marked()
    {
        var graph = AssetsFile.Parse(
            """
            {
              "targets": { "net10.0": {
                "Analyzer/1.0.0": { "type": "package", "build": { "build/Analyzer.props": {} } },
                "Lib/2.0.0": { "type": "package", "runtime": { "lib/net8.0/Lib.dll": {} },
                  "dependencies": { "Analyzer": "1.0.0" } }
              } },
              "libraries": { "Analyzer/1.0.0": { "path": "analyzer/1.0.0" },
                "Lib/2.0.0": { "path": "lib/2.0.0" } },
              "projectFileDependencyGroups": { "net10.0": [ "Lib >= 2.0.0" ] }
            }
            """,
            runtime: null,
            path => path == "lib/2.0.0" ? "MIT" : null
        );

        Assert.Equal(["pkg:nuget/Lib@2.0.0"], graph.Direct);
        Assert.Equal([true, false], graph.Components.Select(component => component.BuildOnly));
        Assert.Equal([null, "MIT"], graph.Components.Select(component => component.License));
        Assert.Equal(["pkg:nuget/Analyzer@1.0.0"], graph.Components[1].Needs);
    }

    [Theory]
    [InlineData(
        "https://ada:hunter2@git.example.com:8443/shop.git?token=x#y",
        "https://git.example.com:8443/shop.git"
    )]
    [InlineData("git@github.com:ada/shop.git", "ssh://github.com/ada/shop.git")]
    [InlineData("ssh://git@git.example.com/shop.git", "ssh://git.example.com/shop.git")]
    [InlineData("/home/ada/shop", null)]
    [InlineData("file:///home/ada/shop", null)]
    [InlineData("C:\\shop", null)]
    [InlineData("../shop", null)]
    public void An_address_of_sources_has_no_credentials_and_names_no_folder(
        string address,
        string? expected
    ) => Assert.Equal(expected, SourceOrigin.Public(address));

    private static async Task<SystemPackages> ReadAsync(params Dictionary<string, string>[] layers)
    {
        var files = new LayerFiles(PackageDatabases.Counts);
        foreach (var layer in layers)
        {
            var gzip = new MemoryStream();
            using (var compressed = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
                compressed.Write(LayeredBase.Tar(layer));
            gzip.Position = 0;
            await files.AddAsync(gzip, Workbench.Stop);
        }
        return PackageDatabases.Read(files.Files, complete: true);
    }
}
