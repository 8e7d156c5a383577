using System.Xml;
using System.Xml.Linq;

namespace Slipway.SupplyChain.Contents;

/// <summary>The licences that NuGet packages state in their specification (nuspec, <c>license</c>).</summary>
/// <param name="folders">NuGet's folders of packages.</param>
internal sealed class PackageLicenses(IReadOnlyList<string> folders)
{
    /// <summary>The SPDX expression; null where the package states none, or is not there any more.</summary>
    /// <param name="path">The package below one of the folders: <c>yamldotnet/16.3.0</c>.</param>
    public string? Find(string path)
    {
        var file = folders
            .Select(folder => Path.Combine(folder, path, path.Split('/')[0] + ".nuspec"))
            .FirstOrDefault(File.Exists);
        if (path.Length == 0 || file is null)
            return null;
        try
        {
            using var reader = XmlReader.Create(file);
            return XDocument
                .Load(reader)
                .Descendants()
                .FirstOrDefault(e =>
                    e.Name.LocalName == "license" && (string?)e.Attribute("type") == "expression"
                )
                ?.Value.Trim();
        }
        catch (XmlException)
        {
            // A broken specification of a package must not stop a release; its licence is then unknown.
            return null;
        }
    }
}
