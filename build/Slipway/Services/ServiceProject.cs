using System.Xml;
using System.Xml.Linq;

namespace Slipway.Services;

/// <summary>
/// Tells whether a project builds a program. Looks at the project file alone; nothing is evaluated.
/// </summary>
internal static class ServiceProject
{
    private static readonly string[] s_programSdks = ["Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker"];

    /// <summary>
    /// Whether the project builds an executable: by its SDK, unless it says <c>OutputType</c> itself.
    /// </summary>
    /// <exception cref="XmlException">The text is not XML.</exception>
    public static bool IsProgram(string projectXml)
    {
        var project = XDocument.Parse(projectXml).Root!;
        var outputType = project
            .Descendants()
            .LastOrDefault(element => element.Name.LocalName == "OutputType")
            ?.Value.Trim();
        if (outputType is not null)
            return outputType.Equals("Exe", StringComparison.OrdinalIgnoreCase)
                || outputType.Equals("WinExe", StringComparison.OrdinalIgnoreCase);
        return SdksOf(project).Any(sdk => s_programSdks.Contains(sdk, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Values(XElement project, string element, string attribute) =>
        project
            .Elements()
            .Where(child => child.Name.LocalName == element)
            .Select(child => (string?)child.Attribute(attribute) ?? "");

    // <Project Sdk="A/1.0;B">, <Sdk Name="A"/> and <Import Sdk="A"/> all mean the same.
    private static IEnumerable<string> SdksOf(XElement project) =>
        ((string?)project.Attribute("Sdk") ?? "")
            .Split(';')
            .Concat(Values(project, "Sdk", "Name"))
            .Concat(Values(project, "Import", "Sdk"))
            .Select(sdk => sdk.Split('/')[0].Trim());
}
