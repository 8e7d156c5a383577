using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Inputs;

/// <summary>Reads what services with a project are made from now.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="layoutFolder">Where images are written, which are not sources.</param>
/// <param name="reporter">Receives where more counts than a service needs.</param>
internal sealed class ProjectInputs(string repositoryRoot, string layoutFolder, IReporter reporter)
{
    private readonly ProjectGraph _graph = new(repositoryRoot);
    private readonly SourceFiles _files = new(
        repositoryRoot,
        [layoutFolder, Path.Combine(Path.GetFullPath(repositoryRoot), "artifacts")]
    );

    /// <summary>The inputs of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="sdk">The version of the SDK that compiles it.</param>
    /// <param name="baseImage">The base with its digest; null for an empty one.</param>
    /// <param name="platforms">What the image is made for.</param>
    public ServiceInputs Read(
        Service service,
        string sdk,
        ImageReference? baseImage,
        IReadOnlyList<Platform> platforms
    )
    {
        var scope = _graph.Read(service.ProjectFile!);
        if (scope.Unclear is { } unclear)
            reporter.Detail(
                $"{service.Name}: any change in the repository rebuilds it, because of {unclear}."
            );
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["the base image"] = $"{baseImage?.ToString() ?? "scratch"}",
            ["the packer"] = LayerCache.Packer,
            ["the platform"] = string.Join(", ", platforms),
            ["the .NET SDK"] = sdk,
        };
        foreach (var name in scope.Variables.Order(StringComparer.OrdinalIgnoreCase))
        {
            // It may be a secret, and inputs are shown to whoever reads the registry.
            if (BuildEnvironment.Variable(name) is { } value)
                facts[$"the variable {name}"] = Digest.Of(System.Text.Encoding.UTF8.GetBytes(value)).Short;
        }
        return new ServiceInputs(facts, _files.Read(scope));
    }

    /// <summary>
    /// The first file that MSBuild used and that was not counted; null where everything was.
    /// </summary>
    public string? Missed(ServiceInputs inputs, ProjectSources sources)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repositoryRoot));
        return sources
            .Projects.Concat(sources.Files)
            .Where(file =>
                file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && !SourceFiles.IsGenerated(file, root)
                && File.Exists(file)
            )
            .Select(_files.NameOf)
            .FirstOrDefault(name => !inputs.Files.ContainsKey(name));
    }
}
