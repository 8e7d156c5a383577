using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.SupplyChain.Auditing;

namespace Slipway.Tests.SupplyChain;

/// <summary>The SDK's own audit, with packages from a folder and advisories from a feed on loopback.</summary>
public sealed class DownloadAuditTests : IAsyncLifetime
{
    private const string Advisory = "https://github.com/advisories/GHSA-slipway-test";

    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();
    private WebApplication? _feed;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _feed = builder.Build();
        // NuGet's server API: service index and VulnerabilityInfo.
        Answer(
            "/index.json",
            """
            { "version": "3.0.0", "resources": [
              { "@id": "{0}/advisories.json", "@type": "VulnerabilityInfo/6.7.0" } ] }
            """
        );
        Answer(
            "/advisories.json",
            """
            [ { "@name": "all", "@id": "{0}/all.json", "@updated": "2026-01-01T00:00:00Z" } ]
            """
        );
        Answer(
            "/all.json",
            $$"""
            { "taken.by.hand": [ { "url": "{{Advisory}}", "severity": 2, "versions": "(, 2.0.0)" } ],
              "needed.by.nobody": [ { "url": "{{Advisory}}", "severity": 3, "versions": "(, 2.0.0)" } ] }
            """
        );
        await _feed.StartAsync(Workbench.Stop);
        Pack("Taken.By.Hand", """<dependency id="Needed.By.Nobody" version="1.0.0" />""");
        Pack("Needed.By.Nobody", "");
        _folder.Write(
            "nuget.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="cache" /></config>
              <packageSources><clear /><add key="folder" value="feed" /></packageSources>
              <auditSources>
                <clear /><add key="loopback" value="{_feed.Urls.Single()}/index.json" allowInsecureConnections="true" />
              </auditSources>
            </configuration>
            """
        );
        _folder.Write(
            "lib/Lib.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageDownload Include="Taken.By.Hand" Version="[1.0.0]" /></ItemGroup>
            </Project>
            """
        );
        _folder.Write(
            "app/App.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup>
            </Project>
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_feed is not null)
            await _feed.DisposeAsync();
        _folder.Dispose();
    }

    // What it needs itself was not taken: only its own advisories count.
    [Fact]
    public async Task A_package_that_is_only_downloaded_is_audited()
    {
        var failed = await Assert.ThrowsAsync<AuditFailedException>(() => AuditAsync(AuditSeverity.High));

        Assert.Equal($"Lib: Taken.By.Hand 1.0.0, high: {Advisory}", failed.What);
        await AuditAsync(AuditSeverity.Critical);
    }

    [Fact]
    public async Task A_download_that_no_feed_has_any_more_is_no_good_answer()
    {
        foreach (var package in Directory.GetFiles(Path.Combine(_folder.Path, "feed"), "Taken*"))
            File.Delete(package);

        await Assert.ThrowsAsync<AuditImpossibleException>(() => AuditAsync(AuditSeverity.Critical));
    }

    private Task<AuditVerdict> AuditAsync(AuditSeverity least) =>
        new PackageAudit(
            _folder.Path,
            Path.Combine(_folder.Path, "audit"),
            _reporter,
            TimeProvider.System
        ).RunAsync([Path.Combine(_folder.Path, "app", "App.csproj")], least, Workbench.Stop);

    private void Answer(string path, string json) =>
        _feed!.MapGet(path, (HttpContext context) =>
            Results.Text(json.Replace("{0}", _feed!.Urls.Single()), "application/json")
        );

    private void Pack(string id, string dependencies)
    {
        var feed = Directory.CreateDirectory(Path.Combine(_folder.Path, "feed")).FullName;
        using var package = ZipFile.Open(Path.Combine(feed, $"{id}.1.0.0.nupkg"), ZipArchiveMode.Create);
        using var text = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        text.Write(
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
              <id>{id}</id><version>1.0.0</version><authors>nobody</authors><description>A specimen.</description>
              <dependencies><group targetFramework="net10.0">{dependencies}</group></dependencies>
            </metadata></package>
            """
        );
    }
}
