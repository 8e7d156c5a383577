using System.Text.RegularExpressions;
using Slipway.Images.Bases;
using Slipway.Values;

namespace Slipway.Images.Docker;

/// <summary>An image of a registry that a stage of a Dockerfile begins with.</summary>
/// <param name="Written">As the Dockerfile names it.</param>
/// <param name="Image">What that means.</param>
/// <param name="Pinned">With its digest; null where nobody knows it.</param>
internal sealed record StageBase(string Written, ImageReference Image, ImageReference? Pinned = null);

/// <summary>Finds the images that the stages of a Dockerfile begin with.</summary>
internal static partial class StageBases
{
    /// <summary>
    /// Each image once. What is no image of a registry (<c>scratch</c>, an earlier stage, the environment's
    /// base) is left out, and so is a name whose variables have no value: the engine refuses those.
    /// </summary>
    public static IReadOnlyList<StageBase> Of(DockerRecipe recipe)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        var found = new List<StageBase>();
        foreach (var instruction in recipe.Dockerfile.Instructions)
        {
            if (instruction.Is("ARG") && found.Count == 0)
                Declare(instruction, recipe, arguments);
            if (!instruction.Is("FROM"))
                continue;
            var words = instruction.Words.Where(word => !word.StartsWith("--")).ToList();
            if (words.Count == 0)
                continue;
            if (!stages.Contains(words[0]) && Expand(words[0], arguments) is { } name
                && !stages.Contains(name) && Full(name) is { } image)
                found.Add(new StageBase(words[0], image));
            if (words.Count >= 3 && words[1].Equals("AS", StringComparison.OrdinalIgnoreCase))
                stages.Add(words[2]);
        }
        return [.. found.DistinctBy(stage => stage.Written)];
    }

    /// <summary>The same with their digests, those that are known.</summary>
    public static async Task<IReadOnlyList<StageBase>> PinAsync(
        DockerRecipe recipe, BasePins pins, CancellationToken ct)
    {
        var pinned = new List<StageBase>();
        foreach (var stage in Of(recipe))
            pinned.Add(stage with { Pinned = await pins.TryPinAsync(stage.Image, ct) });
        return pinned;
    }

    // Only what stands before the first stage can name one; the environment's base is pinned by itself.
    private static void Declare(
        Instruction instruction, DockerRecipe recipe, Dictionary<string, string> arguments)
    {
        foreach (var parts in instruction.Words.Select(word => word.Split('=', 2)))
        {
            if (parts[0] == DockerRecipe.BaseImage)
                continue;
            if (recipe.Settings.Arguments.TryGetValue(parts[0], out var given))
                arguments[parts[0]] = given;
            else if (parts.Length > 1)
                arguments[parts[0]] = parts[1].Trim('"', '\'');
        }
    }

    private static string? Expand(string text, Dictionary<string, string> arguments)
    {
        var known = true;
        var expanded = Variable().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            if (arguments.TryGetValue(name, out var value) && value.Length > 0)
                return value;
            known &= match.Groups["default"].Success;
            return match.Groups["default"].Value;
        });
        return known && !expanded.Contains('$') ? expanded : null;
    }

    // Docker's short names mean its own registry.
    private static ImageReference? Full(string name)
    {
        var first = name.Split('/')[0];
        var host = name.Contains('/')
            && (first.Contains('.') || first.Contains(':') || first == "localhost");
        var full = host ? name : name.Contains('/') ? $"docker.io/{name}" : $"docker.io/library/{name}";
        return ImageReference.TryParse(full, out var image) ? image : null;
    }

    [GeneratedRegex(@"\$(?<name>[A-Za-z_]\w*)|\$\{(?<name>[A-Za-z_]\w*)(:-(?<default>[^}]*))?\}")]
    private static partial Regex Variable();
}
