using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Slipway.Images.Inputs;

/// <summary>The role of a text in a project file.</summary>
internal enum MentionKind
{
    /// <summary>Another file of the build that is read in this place.</summary>
    Import,

    /// <summary>Projects that are compiled too.</summary>
    Reference,

    /// <summary>Files that an item names.</summary>
    Item,

    /// <summary>Anything else; where it is the path of a file, the file may be read.</summary>
    Text,
}

/// <summary>A text that may name files.</summary>
internal sealed record Mention(MentionKind Kind, string Text);

/// <summary>
/// A file of MSBuild's language, as far as it says which other files count. Conditions are not looked at:
/// what holds in one case only counts in all.
/// </summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Parts">
/// Properties (with their names) and mentions (without), in the order of the file.
/// </param>
/// <param name="Names">The properties that it reads.</param>
internal sealed partial record ProjectFile(
    string Path,
    IReadOnlyList<(string? Property, Mention Mention)> Parts,
    IReadOnlySet<string> Names
)
{
    // Items whose names are files; others may be anything.
    private static readonly HashSet<string> s_named = new(StringComparer.OrdinalIgnoreCase)
    {
        "Compile",
        "Content",
        "None",
        "EmbeddedResource",
        "AdditionalFiles",
        "Analyzer",
        "Resource",
        "Page",
        "EditorConfigFiles",
        "GlobalAnalyzerConfigFiles",
        "Protobuf",
        "NativeReference",
    };

    /// <summary>Reads a file. One that is not XML refers to nothing; MSBuild will refuse it.</summary>
    public static ProjectFile Read(string path)
    {
        var text = File.ReadAllText(path);
        var names = PropertyName()
            .Matches(text)
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        try
        {
            var root = XDocument.Parse(text).Root!;
            return new ProjectFile(path, [.. root.Elements().SelectMany(Below)], names);
        }
        catch (XmlException)
        {
            return new ProjectFile(path, [], names);
        }
    }

    private static IEnumerable<(string? Property, Mention Mention)> Below(XElement element)
    {
        var (name, group) = (element.Name.LocalName, element.Parent?.Name.LocalName);
        if (name == "Import")
        {
            if (element.Attribute("Sdk") is null && element.Attribute("Project") is { } import)
                yield return (null, new Mention(MentionKind.Import, import.Value));
            yield break;
        }
        foreach (var attribute in element.Attributes())
        {
            if (KindOf(name, group, attribute.Name.LocalName) is { } kind)
                yield return (null, new Mention(kind, attribute.Value));
        }
        if (!element.HasElements && element.Value.Length > 0)
        {
            yield return (
                group == "PropertyGroup" ? name : null,
                new Mention(MentionKind.Text, element.Value)
            );
        }
        foreach (var part in element.Elements().SelectMany(Below))
            yield return part;
    }

    private static MentionKind? KindOf(string element, string? group, string attribute) =>
        attribute switch
        {
            "Condition" or "Exclude" or "Remove" => null,
            "Include" or "Update" when group == "ItemGroup" && element == "ProjectReference" =>
                MentionKind.Reference,
            "Include" or "Update" when group == "ItemGroup" && s_named.Contains(element) => MentionKind.Item,
            _ => MentionKind.Text,
        };

    [GeneratedRegex(@"\$\(([A-Za-z_][A-Za-z0-9_]*)\)")]
    private static partial Regex PropertyName();
}
