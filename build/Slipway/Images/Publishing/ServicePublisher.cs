using System.Text.RegularExpressions;
using System.Xml.Linq;
using Slipway.Images.Formats;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Publishing;

/// <summary>Publishes services with the .NET SDK, all of them in one MSBuild run.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="restored">Knows what need not be restored.</param>
internal sealed partial class ServicePublisher(string repositoryRoot, RestoreCache restored)
{
    private const int ServicesPerNode = 10;

    /// <summary>
    /// Publishes in the Release configuration, each service into a folder of its own below
    /// <paramref name="outputRoot"/>.
    /// </summary>
    /// <param name="services">The services; each has a project.</param>
    /// <param name="runtime">The platform whose .NET runtime goes with them; null for none.</param>
    /// <param name="outputRoot">Its previous content is deleted.</param>
    /// <param name="ct">Ends the SDK's processes.</param>
    /// <exception cref="Refusal">
    /// A service does not restore or compile, publishes no program, or the disk is full.
    /// </exception>
    public async Task<IReadOnlyList<PublishedService>> PublishAsync(
        IReadOnlyList<Service> services,
        Platform? runtime,
        string outputRoot,
        CancellationToken ct
    )
    {
        var root = Path.GetFullPath(outputRoot) + Path.DirectorySeparatorChar;
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(root);
        var items = Path.Combine(root, "services.props");
        await File.WriteAllTextAsync(items, ServiceItems(services), ct);

        var isRestored = restored.Holds(services, runtime);
        var (exitCode, output) = await RunAsync(!isRestored);
        if (exitCode != 0 && isRestored)
            (exitCode, output) = await RunAsync(restore: true);
        if (exitCode != 0)
            throw Failure(exitCode, output, runtime, root);
        var published = services
            .Select(service =>
            {
                var name = Path.GetFileName(service.Directory);
                var program = MalformedFileException.Read(Path.Combine(root, name + ".program"), text =>
                    ProgramSettings.Parse(text.ReplaceLineEndings("\n").Split('\n'))
                );
                var sources = ProjectSources.Read(Path.Combine(root, "inputs"), service.ProjectFile!);
                return new PublishedService(service, Path.Combine(root, name), program, runtime, sources);
            })
            .ToList();
        RefuseWithoutProgram(published);
        published.ForEach(restored.Keep);
        return published;

        Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(bool restore)
        {
            var nodes = Nodes(services.Count, Environment.ProcessorCount);
            IEnumerable<string> arguments = Arguments(items, root, runtime, nodes);
            return DotNetProgram.RunAsync(
                restore ? arguments.Append("-restore") : arguments,
                repositoryRoot,
                ct
            );
        }
    }

    // Without it the image would be built and pushed, and only its containers would say that they cannot
    // start.
    private static void RefuseWithoutProgram(IReadOnlyList<PublishedService> published)
    {
        var lacking = published
            .Select(service => (service.Service, Files: service.MissingFiles()))
            .Where(entry => entry.Files.Count > 0)
            .ToList();
        if (lacking.Count > 0)
        {
            throw new PublishRefusal(
                string.Join(
                    '\n',
                    lacking.Select(entry =>
                        $"'{entry.Service.Name}' published no executable: {string.Join(" and ", entry.Files)} "
                        + "not found in the output."
                    )
                ),
                string.Join(", ", lacking.Select(entry => entry.Service.ProjectFile)),
                "Check that the project is an executable (OutputType Exe) and that no target removes its output; "
                    + "'dotnet publish -c Release' reproduces this."
            );
        }
    }

    private static string ServiceItems(IReadOnlyList<Service> services) =>
        new XElement(
            "Project",
            new XElement(
                "ItemGroup",
                services.Select(service => new XElement(
                    "Service",
                    new XAttribute("Include", Escape(service.ProjectFile!))
                ))
            )
        ).ToString();

    /// <summary>
    /// How many MSBuild processes are worth their start: a second one must compile to machine code all that
    /// the first one did already, which costs as much as a dozen services do. The compiler is a process of
    /// its own in any case.
    /// </summary>
    internal static int Nodes(int services, int processors) =>
        Math.Clamp(services / ServicesPerNode, 1, Math.Max(1, processors));

    private static IEnumerable<string> Arguments(string items, string root, Platform? runtime, int nodes)
    {
        yield return "msbuild";
        yield return Path.Combine(AppContext.BaseDirectory, "Publishing", "Publish.proj");
        foreach (
            var fixedArgument in (string[])
                [$"-m:{nodes}", "-nologo", "-v:minimal", "-tl:off", "-p:Configuration=Release"]
        )
        {
            yield return fixedArgument;
        }
        yield return $"-p:ServiceItems={Escape(items)}";
        yield return $"-p:PublishRoot={Escape(root)}";
        yield return $"-p:UseAppHost={(runtime is null ? "false" : "true")}";
        if (runtime is not null)
        {
            yield return $"-p:RuntimeIdentifier={runtime.Runtime}";
            yield return "-p:SelfContained=true";
        }
    }

    // MSBuild's own escapes for the characters that mean something to it.
    private static string Escape(string path) =>
        string.Concat(path.Select(c => "%;*?@$()'".Contains(c) ? $"%{(int)c:X2}" : c.ToString()));

    private Refusal Failure(int exitCode, IReadOnlyList<string> output, Platform? runtime, string root)
    {
        // What the compiler could not write is not a mistake in the code.
        if (output.Any(DiskRefusal.SaysFull))
            return DiskRefusal.Full("the services cannot be published.", root);
        var errors = CompilerOutput.Errors(output, repositoryRoot);
        var packs = errors
            .Select(error => RuntimePack().Match(error))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();
        if (runtime is not null && packs.Count > 0)
        {
            // Each project says the same of each of them.
            return new PublishRefusal(
                $"No .NET runtime for {runtime} to include in images. Missing from the feed:\n"
                    + string.Join('\n', packs.Order(StringComparer.Ordinal)),
                "the NuGet feed",
                "Use a base image that includes .NET ('baseImage' in environment.yaml), remove the platform, "
                    + "or use a feed that has these packages."
            );
        }
        return new PublishRefusal(
            errors.Count > 0
                ? "The services do not compile:\n" + string.Join('\n', errors)
                : $"'dotnet msbuild' exited with code {exitCode}:\n{string.Join('\n', output.TakeLast(20))}",
            "services/",
            "Fix the errors above and run the command again. Nothing was changed."
        );
    }

    [GeneratedRegex(@"error NU110\d: .*?(Microsoft\.(?:NETCore|AspNetCore)\.App\.(?:Runtime|Host)\.[\w-]+)")]
    private static partial Regex RuntimePack();
}
