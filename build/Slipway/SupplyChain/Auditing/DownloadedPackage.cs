using System.Text.Json.Nodes;
using System.Xml.Linq;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.SupplyChain.Auditing;

/// <summary>
/// A package that is only downloaded (<c>PackageDownload</c>): NuGet's graph, and so the SDK's audit, leaves it
/// out, although projects take files out of it. Pure.
/// </summary>
/// <param name="Id">The package.</param>
/// <param name="Version">Its version.</param>
internal sealed record DownloadedPackage(string Id, string Version)
{
    /// <summary>
    /// Reads what <c>dotnet msbuild -getItem:PackageDownload -getItem:ProjectReference</c> prints.
    /// </summary>
    /// <exception cref="FormatException">The JSON does not have the expected form.</exception>
    public static (IReadOnlyList<DownloadedPackage> Packages, IReadOnlyList<string> References) Parse(
        string text
    ) =>
        UntrustedJson.Read<(IReadOnlyList<DownloadedPackage>, IReadOnlyList<string>)>(
            text,
            "The list",
            json =>
            {
                var items = UntrustedJson.Member(json, "Items");
                return (
                    [
                        .. from item in UntrustedJson.Member(items, "PackageDownload").AsArray()
                        from version in UntrustedJson
                            .Text(item?["Version"])
                            .Split(';', StringSplitOptions.RemoveEmptyEntries)
                        select new DownloadedPackage(
                            UntrustedJson.Text(item?["Identity"]),
                            version.Trim(' ', '[', ']')
                        ),
                    ],
                    [
                        .. UntrustedJson
                            .Member(items, "ProjectReference")
                            .AsArray()
                            .Select(item => UntrustedJson.Text(item?["FullPath"])),
                    ]
                );
            }
        );

    /// <summary>A project that refers to it, under no settings of the checkout, so that the audit sees it.</summary>
    public string Project() =>
        new XElement(
            "Project",
            new XElement(
                "PropertyGroup",
                new XElement("ImportDirectoryBuildProps", false),
                new XElement("ImportDirectoryBuildTargets", false),
                new XElement("ImportDirectoryPackagesProps", false)
            ),
            Import("Sdk.props"),
            new XElement(
                "PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.ToString(2)}")
            ),
            new XElement(
                "ItemGroup",
                new XElement(
                    "PackageReference",
                    new XAttribute("Include", Id),
                    new XAttribute("Version", $"[{Version}]")
                )
            ),
            Import("Sdk.targets")
        ).ToString();

    /// <summary>Whether what was restored for that project holds it.</summary>
    /// <exception cref="FormatException">It is not JSON.</exception>
    /// <param name="assets">The text of <c>project.assets.json</c>.</param>
    public bool IsIn(string assets) =>
        UntrustedJson
            .Parse(assets, "project.assets.json")
            .Field("libraries")
            .Members()
            .Any(library => library.Name.Equals($"{Id}/{Version}", StringComparison.OrdinalIgnoreCase));

    private static XElement Import(string part) =>
        new("Import", new XAttribute("Project", part), new XAttribute("Sdk", "Microsoft.NET.Sdk"));
}
