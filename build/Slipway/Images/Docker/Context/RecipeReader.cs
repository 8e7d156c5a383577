using Slipway.Services;
using Slipway.Yaml;

namespace Slipway.Images.Docker.Context;

/// <summary>Reads what services with a Dockerfile are made from now.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="layoutFolder">Where images are written, which no context holds.</param>
internal sealed class RecipeReader(string repositoryRoot, string layoutFolder)
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repositoryRoot));

    /// <exception cref="FileRefusal">
    /// Some <c>.dockerignore</c> has mistakes; all of them are listed.
    /// </exception>
    public IReadOnlyList<DockerRecipe> Read(IEnumerable<Service> services)
    {
        var mistakes = new List<string>();
        string[] never = [Path.Combine(_root, ".git"), Path.Combine(_root, ".nuke", "temp"), layoutFolder];
        var contexts = new List<(DockerRecipe Recipe, BuildContext Context)>();
        foreach (var service in services)
        {
            var dockerfile = Dockerfile.Parse(File.ReadAllText(service.Dockerfile!));
            var recipe = new DockerRecipe(service, dockerfile, []);
            var folder = Path.GetFullPath(recipe.Settings.Context, _root);
            contexts.Add(
                (recipe, new BuildContext(folder, recipe.DockerfileInContext, never, _root, mistakes))
            );
        }
        if (mistakes.Count > 0)
        {
            // Each line begins with its file, relative to the checkout.
            var files = mistakes.Select(line => line.Split(':')[0]).Distinct();
            throw new FileRefusal(
                [.. mistakes.Distinct()],
                string.Join(", ", files),
                "Fix the errors above and run the command again. Nothing was changed."
            );
        }
        return [.. contexts.Select(entry => entry.Recipe with { Context = entry.Context.List() })];
    }
}
