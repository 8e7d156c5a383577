using System.Xml;
using System.Xml.Linq;

namespace Slipway.Services.Templates;

/// <summary>Adds projects to a solution file (slnx).</summary>
internal static class SolutionEdit
{
    /// <summary>
    /// The solution with these projects, each in the folder of its first directory; the rest stays as it is.
    /// </summary>
    /// <exception cref="XmlException">The text is not XML.</exception>
    public static string Add(string text, IEnumerable<string> projects)
    {
        var document = XDocument.Parse(text, LoadOptions.PreserveWhitespace);
        foreach (var project in projects)
        {
            var name = $"/{project.Split('/')[0]}/";
            var folder = document
                .Root!.Elements("Folder")
                .FirstOrDefault(element => (string?)element.Attribute("Name") == name);
            if (folder is null)
            {
                folder = new XElement("Folder", new XAttribute("Name", name), "\n  ");
                Append(document.Root, folder, "\n  ");
            }
            Append(folder, new XElement("Project", new XAttribute("Path", project)), "\n    ");
        }
        var changed = document.ToString(SaveOptions.DisableFormatting);
        if (document.Declaration is { } declaration)
            changed = $"{declaration}\n{changed}";
        changed = changed.TrimEnd() + "\n";
        return text.Contains("\r\n", StringComparison.Ordinal) ? changed.ReplaceLineEndings("\r\n") : changed;
    }

    // Behind the last child and before the whitespace that indents the end tag.
    private static void Append(XElement parent, XElement child, string indent)
    {
        if (parent.Elements().LastOrDefault() is { } last)
            last.AddAfterSelf(indent, child);
        else
            parent.AddFirst(indent, child);
    }
}
