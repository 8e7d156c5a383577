using System.Text.RegularExpressions;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Environments;

/// <summary>The keys for how images are built: <c>builder</c> and <c>buildArgs</c>.</summary>
internal static partial class BuildSection
{
    // The environment's base image has its own key.
    private const string BaseImage = "BASE_IMAGE";

    public static BuildPolicy Read(Section file, EnvironmentOverrides overrides, ValidationErrors mistakes)
    {
        var written = file.Choice<BuilderChoice>("builder");
        var arguments = Written(file);
        foreach (var given in overrides.BuildArguments ?? [])
            Add(arguments, given, mistakes);
        return new BuildPolicy(
            Override(overrides.Builder, mistakes) ?? written ?? BuilderChoice.Service,
            arguments
        );
    }

    private static BuilderChoice? Override(string? given, ValidationErrors mistakes)
    {
        if (given is null)
            return null;
        var names = Enum.GetNames<BuilderChoice>().Select(name => name.ToLowerInvariant()).ToList();
        if (names.Contains(given))
            return Enum.Parse<BuilderChoice>(given, ignoreCase: true);
        mistakes.AddElsewhere(
            "--builder",
            $"'{given}' is not a builder; expected {string.Join(" or ", names)}."
                + Suggestion.Phrase(given, names)
        );
        return null;
    }

    private static Dictionary<string, string> Written(Section file)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (file.Map("buildArgs") is not { } section)
            return arguments;
        foreach (var (key, value) in section.Entries())
        {
            if (Mistake(key.Value) is { } mistake)
                section.Wrong(key.Value, mistake);
            else if (value is YamlText { IsNull: false } text)
                arguments[key.Value] = text.Value;
            else
                section.Wrong(key.Value, $"'{key.Value}' must be a plain value, found {value.Kind}.");
        }
        return arguments;
    }

    private static void Add(Dictionary<string, string> arguments, string given, ValidationErrors mistakes)
    {
        var (name, equals, value) = (
            given.Split('=')[0],
            given.Contains('='),
            given[(given.IndexOf('=') + 1)..]
        );
        var mistake = equals ? Mistake(name) : $"'{given}' is not an argument; expected NAME=value.";
        if (mistake is null)
            arguments[name] = value;
        else
            mistakes.AddElsewhere("--build-args", mistake);
    }

    private static string? Mistake(string name) =>
        name == BaseImage
            ? $"{BaseImage} is the environment's 'baseImage'; set it there, or with --base-image."
        : Name().IsMatch(name) ? null
        : $"'{name}' is not a valid argument name.";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
