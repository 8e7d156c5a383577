using Slipway.Images.Packing;

namespace Slipway.Images.Docker.Context;

/// <summary>
/// A context whose Dockerfile names its bases by digest, whatever their tags resolve to when the engine
/// looks. Lines stay where they are.
/// </summary>
internal sealed class PinnedDockerfile : IDisposable
{
    private readonly string? _file;

    private PinnedDockerfile(IReadOnlyList<ContextEntry> context, string? file) =>
        (Context, _file) = (context, file);

    /// <summary>What to send.</summary>
    public IReadOnlyList<ContextEntry> Context { get; }

    /// <summary>Makes the context.</summary>
    /// <param name="recipe">The recipe, with its bases pinned.</param>
    /// <param name="file">Where the Dockerfile may be written to; deleted afterwards.</param>
    public static PinnedDockerfile Of(DockerRecipe recipe, string file)
    {
        var bases = recipe
            .Bases.Where(stage => stage.Pinned is not null && stage.Image.Digest is null)
            .ToList();
        if (bases.Count == 0)
            return new PinnedDockerfile(recipe.Context, null);
        var context = recipe.Context.ToList();
        var index = context.FindIndex(entry => entry.Path == recipe.DockerfileInContext);
        var original = (ContextFile)context[index];
        File.WriteAllText(file, Pin(File.ReadAllText(original.Source), recipe.Dockerfile, bases));
        context[index] = original with { Source = file, Stamp = FileStamp.Of(new FileInfo(file)) };
        return new PinnedDockerfile(context, file);
    }

    public void Dispose()
    {
        if (_file is not null)
            File.Delete(_file);
    }

    private static string Pin(string text, Dockerfile dockerfile, IReadOnlyList<StageBase> bases)
    {
        var lines = text.Split('\n');
        foreach (var instruction in dockerfile.Instructions)
        {
            var name = StageBases.WrittenIn(instruction);
            if (bases.FirstOrDefault(known => known.Written == name) is not { } stage)
                continue;
            var option = instruction.Is("FROM") ? "" : StageBases.From;
            var written = option + name;
            for (var i = instruction.Line - 1; i < lines.Length; i++)
            {
                var words = lines[i].Split(' ', '\t');
                if (!words.Any(word => word.TrimEnd('\r') == written))
                    continue;
                var at = words.TakeWhile(word => word.TrimEnd('\r') != written).Sum(word => word.Length + 1);
                lines[i] = lines[i][..at] + option + stage.Pinned + lines[i][(at + written.Length)..];
                break;
            }
        }
        return string.Join('\n', lines);
    }
}
