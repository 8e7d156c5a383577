using System.Text.RegularExpressions;

namespace Slipway.Images.Inputs;

/// <summary>
/// The properties of a project, as far as files say them plainly. One that has two values, depending on what
/// no one asks here, has none.
/// </summary>
internal sealed partial class ProjectProperties
{
    /// <summary>The placeholder for an unknown value in an expanded text.</summary>
    public const char Unknown = '\0';

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _project;

    /// <summary>The properties that a project begins with.</summary>
    public ProjectProperties(string project)
    {
        _project = project;
        _values["MSBuildProjectDirectory"] = Path.GetDirectoryName(project)!;
        _values["ProjectDir"] = Path.GetDirectoryName(project)! + "/";
        _values["MSBuildProjectFullPath"] = project;
        _values["MSBuildProjectFile"] = Path.GetFileName(project);
        _values["MSBuildProjectName"] = Path.GetFileNameWithoutExtension(project);
        _values["Configuration"] = "Release";
    }

    /// <summary>A file says that a property has a value.</summary>
    public void Define(string name, string text, string file)
    {
        var value = Expand(text, file);
        if (_values.TryGetValue(name, out var known) && known != value)
            value = Unknown.ToString();
        _values[name] = value;
    }

    /// <summary>
    /// The text with what is known in place of its expressions, and with forward slashes. A transformed item
    /// list becomes what it is transformed to.
    /// </summary>
    /// <param name="text">What a file says.</param>
    /// <param name="file">That file, absolute.</param>
    public string Expand(string text, string file)
    {
        text = Transform().Replace(text, "$1");
        text = ItemOrMetadata().Replace(text, Unknown.ToString());
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 >= text.Length || text[i + 1] != '(')
            {
                result.Append(text[i]);
                continue;
            }
            var end = ClosingOf(text, i + 1);
            result.Append(ValueOf(text[(i + 2)..end], file));
            i = end;
        }
        return result.ToString().Replace('\\', '/');
    }

    private static int ClosingOf(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
                return i;
        }
        return text.Length - 1;
    }

    private string ValueOf(string expression, string file)
    {
        var name = expression.Trim();
        if (FileAbove().Match(name) is { Success: true } above)
        {
            var start = above.Groups["start"].Success
                ? Expand(above.Groups["start"].Value, file)
                : Path.GetDirectoryName(file)!;
            return start.Contains(Unknown)
                ? Unknown.ToString()
                : Above(Expand(above.Groups["name"].Value, file), Path.GetFullPath(start));
        }
        return name switch
        {
            "MSBuildThisFileDirectory" => Path.GetDirectoryName(file)! + "/",
            "MSBuildThisFileFullPath" => file,
            "MSBuildThisFile" => Path.GetFileName(file),
            "MSBuildThisFileName" => Path.GetFileNameWithoutExtension(file),
            _ => _values.GetValueOrDefault(name, Unknown.ToString()),
        };
    }

    // MSBuild returns an empty string where there is no such file.
    private static string Above(string name, string start)
    {
        for (
            var folder = Path.TrimEndingDirectorySeparator(start);
            folder is not null;
            folder = Path.GetDirectoryName(folder)
        )
        {
            if (File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        }
        return "";
    }

    /// <summary>The project's folder, which paths of items begin at.</summary>
    public string Folder => Path.GetDirectoryName(_project)!;

    [GeneratedRegex(@"@\(\s*[\w-]+\s*->\s*'([^']*)'[^()]*\)")]
    private static partial Regex Transform();

    [GeneratedRegex(@"@\([^()]*(\([^()]*\)[^()]*)*\)|%\([^()]*\)")]
    private static partial Regex ItemOrMetadata();

    [GeneratedRegex(
        """
            ^\[MSBuild\]::GetPathOfFileAbove\(\s*['"`]?(?<name>[^'"`,]+?)['"`]?\s*
                (,\s*['"`]?(?<start>[^'"`]+?)['"`]?\s*)?\)$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase
    )]
    private static partial Regex FileAbove();
}
