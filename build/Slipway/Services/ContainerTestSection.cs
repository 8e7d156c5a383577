using System.Text.RegularExpressions;
using Slipway.Yaml;

namespace Slipway.Services;

/// <summary>The section <c>containerTest</c> of a <c>service.yaml</c>; every key is optional.</summary>
internal static partial class ContainerTestSection
{
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(10);

    /// <summary>Reads the section; the defaults where there is none.</summary>
    public static ContainerTestSettings Read(Section file)
    {
        var usual = ContainerTestSettings.Default;
        if (file.Map("containerTest") is not { } section)
            return usual;
        var settings = new ContainerTestSettings(
            Variables(section),
            Path(section, "readiness") ?? usual.Readiness,
            Path(section, "request") ?? usual.Request,
            section.WholeNumber("port", 1, 65535),
            section.Time("start", s_least, s_most) ?? usual.Start,
            section.Time("grace", s_least, s_most) ?? usual.Grace
        );
        section.End();
        return settings;
    }

    private static string? Path(Section section, string key)
    {
        if (section.Text(key) is not { } path)
            return null;
        if (PathForm().IsMatch(path))
            return path;
        section.Wrong(key, $"'{path}' is not a URL path, such as /healthz/ready.");
        return null;
    }

    private static Dictionary<string, string> Variables(Section section)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (section.Map("env") is not { } env)
            return variables;
        foreach (var (key, value) in env.Entries())
        {
            if (!Name().IsMatch(key.Value))
                env.Wrong(key.Value, $"'{key.Value}' is not a valid environment variable name.");
            else if (value is YamlText { IsNull: false } text)
                variables[key.Value] = text.Value;
            else
                env.Wrong(key.Value, $"'{key.Value}' must be a plain value, found {value.Kind}.");
        }
        return variables;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.]*$")]
    private static partial Regex Name();

    [GeneratedRegex("^/(?!/)[!-~]*$")]
    private static partial Regex PathForm();
}
