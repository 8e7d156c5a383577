using System.Text.RegularExpressions;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Environments;

/// <summary>
/// The keys that say where: cluster, context, namespace, registry, base image and platforms.
/// </summary>
internal sealed partial record TargetSection(
    ClusterChoice Cluster,
    string Namespace,
    string? Registry,
    bool InsecureRegistry,
    ImageReference? BaseImage,
    IReadOnlyList<Platform> Platforms
)
{
    /// <summary>The default base image where the cluster is not the embedded one.</summary>
    public const string DefaultBaseImage = "mcr.microsoft.com/dotnet/aspnet:10.0";

    private const string Scratch = "scratch";

    private enum ClusterKind
    {
        Local,
    }

    public static TargetSection Read(Section file, EnvironmentOverrides overrides, ValidationErrors mistakes)
    {
        var written = file.Choice<ClusterKind>("cluster") is not null;
        var context = file.Text("context");
        if (written && context is not null)
            file.Wrong("context", "'context' and 'cluster: local' are mutually exclusive.");
        var local = written && overrides.Context is null;

        return new TargetSection(
            new ClusterChoice(local, local ? null : overrides.Context ?? context),
            NamespaceOf(file, overrides, mistakes),
            RegistryOf(file, overrides, local, mistakes),
            file.Switch("insecureRegistry") ?? false,
            BaseImageOf(file, overrides, local, mistakes),
            PlatformsOf(file, overrides, mistakes)
        );
    }

    private static string NamespaceOf(Section file, EnvironmentOverrides overrides, ValidationErrors mistakes)
    {
        var written = file.Text("namespace");
        if (overrides.Namespace is null)
            file.Missing("namespace", "the namespace to deploy to, for example 'namespace: movies'");
        var name = overrides.Namespace ?? written;
        if (name is not null && !KubeName.IsLabel(name))
        {
            Note(
                file,
                mistakes,
                "namespace",
                overrides.Namespace is null ? null : "--namespace",
                $"'{name}' is not a valid namespace name: {KubeName.LabelRule}."
            );
        }
        return name ?? "";
    }

    private static string? RegistryOf(
        Section file,
        EnvironmentOverrides overrides,
        bool local,
        ValidationErrors mistakes
    )
    {
        var written = file.Text("registry");
        if (overrides.Registry is null && !local)
        {
            file.Missing(
                "registry",
                overrides.Context is null
                    ? "the registry to push images to, for example 'registry: registry.example.com/movies'"
                    : "the registry to push images to; give --registry together with --kube-context"
            );
        }
        var registry = overrides.Registry ?? written;
        if (registry is not null && !IsRegistry(registry))
        {
            Note(
                file,
                mistakes,
                "registry",
                overrides.Registry is null ? null : "--registry",
                $"'{registry}' is not a registry; expected host[:port][/path] in lower case, without a scheme."
            );
        }
        return registry;
    }

    private static ImageReference? BaseImageOf(
        Section file,
        EnvironmentOverrides overrides,
        bool local,
        ValidationErrors mistakes
    )
    {
        var written = file.Text("baseImage");
        var source = overrides.BaseImage is null ? null : "--base-image";
        var name = overrides.BaseImage ?? written ?? (local ? Scratch : DefaultBaseImage);
        // A local environment that is moved to another cluster for one run keeps working there: only there is
        // an empty base not enough.
        if (name == Scratch && !local && source is null && overrides.Context is not null)
            name = DefaultBaseImage;
        if (name == Scratch)
        {
            if (!local)
                Note(
                    file,
                    mistakes,
                    "baseImage",
                    source,
                    "'scratch' runs only on the embedded cluster ('cluster: local')."
                );
            return null;
        }
        if (ImageReference.TryParse(name, out var reference))
            return reference;
        Note(
            file,
            mistakes,
            "baseImage",
            source,
            $"'{name}' is not a full image reference; expected 'scratch' or "
                + "'registry/repository[:tag][@sha256:...]'"
                + (ImageReference.OnDockerHub(name) is { } full ? $", for example '{full}'." : ".")
        );
        return null;
    }

    private static IReadOnlyList<Platform> PlatformsOf(
        Section file,
        EnvironmentOverrides overrides,
        ValidationErrors mistakes
    )
    {
        var written = file.Texts("platforms")?.Select(item => item.Value).ToList();
        var source = overrides.Platforms is null ? null : "--platform";
        var names = overrides.Platforms?.Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        ) ?? written?.ToArray();
        if (names is null)
            return [Platform.Default];
        foreach (var name in names.Where(name => !Platform.TryParse(name, out _)))
        {
            Note(
                file,
                mistakes,
                "platforms",
                source,
                $"Platform '{name}' is not supported. Supported: {string.Join(", ", Platform.All)}."
            );
        }
        if (names.Length == 0)
            Note(file, mistakes, "platforms", source, "At least one platform is required.");
        return [.. Platform.All.Where(platform => names.Contains(platform.ToString()))];
    }

    private static void Note(
        Section file,
        ValidationErrors mistakes,
        string key,
        string? source,
        string sentence
    )
    {
        if (source is null)
            file.Wrong(key, sentence);
        else
            mistakes.AddElsewhere(source, sentence);
    }

    private static bool IsRegistry(string text) =>
        RegistryForm().IsMatch(text)
        && ImageReference.TryParse($"{text}/service", out var reference)
        && reference.Tag is null
        && reference.Digest is null;

    // An image reference refuses what is wrong with the path; this one sees to it that the host is not
    // mistaken for a path.
    [GeneratedRegex(@"^(?!https?:)[^@\s]+$")]
    private static partial Regex RegistryForm();
}
