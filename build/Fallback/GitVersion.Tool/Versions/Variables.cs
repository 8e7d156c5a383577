using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitVersion.Cli;
using GitVersion.Configuration;

namespace GitVersion.Versions;

/// <summary>The tool's output variables, in their order: texts, numbers and nulls.</summary>
internal sealed partial class Variables
{
    private static readonly JsonWriterOptions _form = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<(string Name, object? Value)> _values;

    private Variables(List<(string Name, object? Value)> values) => _values = values;

    /// <summary>The variables that describe a version.</summary>
    public static Variables Of(NextVersion next, Settings settings)
    {
        var (version, branch) = (next.Version, next.Subject.Branch);
        var (label, number) = (version.PreRelease?.Label ?? "", version.PreRelease?.Number);
        var preRelease = version.PreRelease?.ToString() ?? "";
        var source = $"Branch.{NotInMetadata().Replace(next.Subject.BranchName, "-")}.Sha.{next.Commit.Id}";
        var metadata = next.Metadata is null ? source : $"{next.Metadata}.{source}";
        return new Variables([
            ("AssemblySemFileVer", version.Core + ".0"),
            ("AssemblySemVer", version.Core + ".0"),
            ("BranchName", next.Subject.BranchName),
            ("BuildMetaData", next.Metadata),
            ("CommitDate", next.Commit.DateAs(settings.CommitDateFormat)),
            ("CommitsSinceVersionSource", next.Distance),
            ("EscapedBranchName", BranchLabel.Escape(next.Subject.BranchName)),
            ("FullBuildMetaData", metadata),
            ("FullSemVer", next.Metadata is null ? version.ToString() : $"{version}+{next.Metadata}"),
            ("InformationalVersion", $"{version}+{metadata}"),
            ("Major", version.Major),
            ("MajorMinorPatch", version.Core),
            ("Minor", version.Minor),
            ("Patch", version.Patch),
            ("PreReleaseLabel", label),
            ("PreReleaseLabelWithDash", WithDash(label)),
            ("PreReleaseNumber", number),
            ("PreReleaseTag", preRelease),
            ("PreReleaseTagWithDash", WithDash(preRelease)),
            ("SemVer", version.ToString()),
            ("Sha", next.Commit.Id),
            ("ShortSha", next.Commit.Id[..7]),
            ("UncommittedChanges", next.Subject.Changes),
            ("VersionSourceDistance", next.Distance),
            ("VersionSourceIncrement", "None"),
            ("VersionSourceSemVer", next.Source.Version.ToString()),
            ("VersionSourceSha", next.Source.Commit ?? ""),
            ("WeightedPreReleaseNumber", number + branch.PreReleaseWeight ?? settings.TagPreReleaseWeight),
        ]);
    }

    /// <summary>The text of one variable, its name in any case.</summary>
    /// <exception cref="ToolException">There is no such variable.</exception>
    public string Single(string name)
    {
        var (known, value) = _values.Find(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return known is null
            ? throw new ToolException($"'{name}' variable does not exist")
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>All variables as one JSON object.</summary>
    public string ToJson()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, _form))
        {
            json.WriteStartObject();
            foreach (var (name, value) in _values)
                Write(json, name, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        if (value is string text)
            json.WriteString(name, text);
        else if (value is null)
            json.WriteNull(name);
        else
            json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    private static string WithDash(string text) => text.Length == 0 ? "" : "-" + text;

    [GeneratedRegex("[^0-9A-Za-z.-]")]
    private static partial Regex NotInMetadata();
}
