using System.Text.RegularExpressions;
using Slipway.Images.Bases;
using Slipway.Values;

namespace Slipway.Images.Docker.Context;

/// <summary>An image of a registry that a stage of a Dockerfile begins with or copies from.</summary>
/// <param name="Written">As the Dockerfile names it.</param>
/// <param name="Image">What that means.</param>
/// <param name="Pinned">With its digest; null where it is unknown.</param>
internal sealed record StageBase(string Written, ImageReference Image, ImageReference? Pinned = null);

/// <summary>Finds the images that the stages of a Dockerfile begin with or copy from.</summary>
internal static partial class StageBases
{
    /// <summary>How <c>COPY</c> names what it copies from.</summary>
    public const string From = "--from=";

    // Stands for the environment's base, which is pinned by itself; no image has such a name.
    private const string EnvironmentsBase = "$";

    /// <summary>
    /// Each image once. What is not an image of a registry (<c>scratch</c>, an earlier stage, the
    /// environment's base) is left out, and so is what the engine refuses: a name that comes to nothing.
    /// </summary>
    /// <param name="recipe">The Dockerfile and its settings.</param>
    /// <param name="hasBase">
    /// Whether the environment has a base; without one, the Dockerfile's own default is an image like others.
    /// </param>
    public static IReadOnlyList<StageBase> Of(DockerRecipe recipe, bool hasBase)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (hasBase)
            arguments[DockerRecipe.BaseArgument] = EnvironmentsBase;
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        var found = new List<StageBase>();
        var begun = false;
        foreach (var instruction in recipe.Dockerfile.Instructions)
        {
            // Only what stands before the first stage can name one.
            if (instruction.Is("ARG") && !begun)
                Declare(instruction, recipe, arguments);
            if (WrittenIn(instruction) is not { } written)
                continue;
            // COPY knows no variables, and may name an earlier stage by its number.
            var name =
                instruction.Is("FROM") ? Expand(written, arguments)
                : written.All(char.IsAsciiDigit) ? null
                : written;
            if (name is not null && !stages.Contains(name) && Full(name) is { } image)
                found.Add(new StageBase(written, image));
            begun = true;
            if (instruction.Is("FROM") && NameOf(instruction) is { } stage)
                stages.Add(stage);
        }
        return [.. found.DistinctBy(stage => stage.Written)];
    }

    /// <summary>
    /// The image, stage or text with variables that an instruction begins with or copies from, as it is
    /// written; null where it does neither.
    /// </summary>
    public static string? WrittenIn(Instruction instruction) =>
        instruction.Is("FROM") ? instruction.Words.FirstOrDefault(word => !word.StartsWith("--"))
        : instruction.Is("COPY")
            ? instruction
                .Words.FirstOrDefault(word => word.StartsWith(From, StringComparison.Ordinal))
                ?[From.Length..]
        : null;

    /// <summary>The same images with their digests, where known.</summary>
    public static async Task<IReadOnlyList<StageBase>> PinAsync(
        DockerRecipe recipe,
        bool hasBase,
        BasePins pins,
        CancellationToken ct
    )
    {
        var pinned = new List<StageBase>();
        foreach (var stage in Of(recipe, hasBase))
            pinned.Add(stage with { Pinned = await pins.TryPinAsync(stage.Image, ct) });
        return pinned;
    }

    private static string? NameOf(Instruction instruction) =>
        instruction.Words.Where(word => !word.StartsWith("--")).ToList() is [_, var marker, var name, ..]
        && marker.Equals("AS", StringComparison.OrdinalIgnoreCase)
            ? name
            : null;

    private static void Declare(
        Instruction instruction,
        DockerRecipe recipe,
        Dictionary<string, string> arguments
    )
    {
        foreach (var parts in instruction.Words.Select(word => word.Split('=', 2)))
        {
            if (recipe.Settings.Arguments.TryGetValue(parts[0], out var given))
                arguments[parts[0]] = given;
            else if (parts.Length > 1 && arguments.GetValueOrDefault(parts[0]) != EnvironmentsBase)
                arguments[parts[0]] = Expand(parts[1].Trim('"', '\''), arguments);
        }
    }

    private static string Expand(string text, Dictionary<string, string> arguments) =>
        Variable()
            .Replace(text, match =>
            {
                var value = arguments.GetValueOrDefault(match.Groups["name"].Value);
                var word = match.Groups["word"].Value;
                return match.Groups["operator"].Value switch
                {
                    "-" => value ?? word,
                    ":-" => value is { Length: > 0 } ? value : word,
                    "+" => value is null ? "" : word,
                    ":+" => value is { Length: > 0 } ? word : "",
                    _ => value ?? "", // with a question mark the engine refuses what is missing
                };
            });

    // Docker's short names mean its own registry.
    private static ImageReference? Full(string name)
    {
        var first = name.Split('/')[0];
        var host = name.Contains('/') && (first.Contains('.') || first.Contains(':') || first == "localhost");
        var full =
            host ? name
            : name.Contains('/') ? $"docker.io/{name}"
            : $"docker.io/library/{name}";
        return ImageReference.TryParse(full, out var image) ? image : null;
    }

    [GeneratedRegex(
        @"\$(?<name>[A-Za-z_]\w*)|\$\{(?<name>[A-Za-z_]\w*)((?<operator>:?[-+?])(?<word>[^}]*))?\}"
    )]
    private static partial Regex Variable();
}
