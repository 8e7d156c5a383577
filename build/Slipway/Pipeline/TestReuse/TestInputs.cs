using System.Runtime.InteropServices;
using System.Text;
using Slipway.Images.Inputs;
using Slipway.Images.Publishing;
using Slipway.Values;

namespace Slipway.Pipeline.TestReuse;

/// <summary>Reads what a test project is compiled from and runs on now.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="sdk">The version of the SDK that compiles and runs it.</param>
internal sealed class TestInputs(string repositoryRoot, string sdk)
{
    private readonly ProjectGraph _graph = new(repositoryRoot);
    private readonly SourceFiles _files = new(
        repositoryRoot,
        [Path.Combine(Path.GetFullPath(repositoryRoot), "artifacts")]
    );

    /// <summary>The inputs of a test project.</summary>
    /// <param name="project">
    /// The project. Tests read files that no project names, so Markdown counts too, and all of the repository
    /// where the project does not say what it tests.
    /// </param>
    public ServiceInputs Read(TestProjectFile project)
    {
        var scope = _graph.Read(project.File) with { Markdown = true };
        if (project.UsesRepository)
            scope = scope with { Unclear = "the whole repository" };
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["the .NET SDK"] = sdk,
            ["the tests"] = project.Name,
            ["the platform"] = RuntimeInformation.RuntimeIdentifier,
        };
        foreach (var name in scope.Variables.Order(StringComparer.OrdinalIgnoreCase))
        {
            // It may be a secret, and inputs are shown to whoever reads the registry.
            if (BuildEnvironment.Variable(name) is { } value)
                facts[$"the variable {name}"] = Digest.Of(Encoding.UTF8.GetBytes(value)).Short;
        }
        return new ServiceInputs(facts, _files.Read(scope));
    }
}

/// <summary>A project whose tests may not need to run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The project file, absolute.</param>
/// <param name="UsesRepository">
/// Whether its tests use the repository itself (its build, its documents), and not only what their projects
/// refer to.
/// </param>
public sealed record TestProjectFile(string Name, string File, bool UsesRepository);
