using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Environments;

/// <summary>Reads <c>k8s/overlays/&lt;name&gt;/environment.yaml</c>.</summary>
public static class EnvironmentReader
{
    private const string Overlays = "k8s/overlays";

    /// <summary>The environments of a repository, sorted: the folders below <c>k8s/overlays</c>.</summary>
    public static IReadOnlyList<string> Names(string repositoryRoot)
    {
        var overlays = Path.Combine(repositoryRoot, Overlays);
        if (!Directory.Exists(overlays))
            return [];
        var names = Directory.GetDirectories(overlays).Select(folder => Path.GetFileName(folder)!);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads one environment, with the overrides of the command line.</summary>
    /// <exception cref="Refusal">
    /// There is no such environment, or its file is missing or has mistakes; all of them are listed.
    /// </exception>
    public static EnvironmentSettings Read(string repositoryRoot, string name, EnvironmentOverrides overrides)
    {
        var names = Names(repositoryRoot);
        if (!names.Contains(name))
            throw new UnknownEnvironmentException(name, Overlays, names);
        var overlay = $"{Overlays}/{name}";
        var shown = $"{overlay}/environment.yaml";
        var file = Path.Combine(repositoryRoot, shown);
        if (!File.Exists(file))
        {
            throw new FileRefusal(
                [$"{shown}:1:1: This file is missing."],
                shown,
                "Create it; it needs at least 'namespace', and 'registry' or 'cluster: local'."
            );
        }
        return Parse(File.ReadAllText(file), shown, name, overlay, repositoryRoot, overrides);
    }

    private static EnvironmentSettings Parse(
        string text,
        string shown,
        string name,
        string overlay,
        string repositoryRoot,
        EnvironmentOverrides overrides
    )
    {
        var mistakes = new ValidationErrors(shown);
        var file = YamlReader.Read(text, mistakes);
        var target = TargetSection.Read(file, overrides, mistakes);
        var promotionFrom = PromotionFrom(file.Map("promotion"), name);
        var settings = new EnvironmentSettings(
            name,
            overlay,
            target.Cluster,
            target.Namespace,
            target.Registry,
            target.InsecureRegistry || overrides.InsecureRegistry,
            target.BaseImage,
            BuildSection.Read(file, overrides, mistakes),
            file.Choice<Strategy>("strategy") ?? Strategy.Rolling,
            ReleaseSections.Timeouts(file, file.Map("timeouts")),
            ReleaseSections.Canary(file.Map("canary")),
            ReleaseSections.Slo(file.Map("slo")),
            promotionFrom
        )
        {
            Platforms = target.Platforms,
            Namespaces = new NamespacePolicy(
                target.Namespace,
                overrides.Namespace is null ? target.Namespace : file.Text("namespace") ?? target.Namespace,
                NamespacesSection.Read(file, target.Namespace)
            ),
            ImagePaths = ImagePathSection.Read(file),
            SignedBy = SignatureSection.Read(file, Path.Combine(repositoryRoot, overlay), repositoryRoot),
        };
        file.End();
        mistakes.ThrowIfAny("Fix the errors above and run the command again. Nothing was changed.");
        return settings;
    }

    private static string? PromotionFrom(Section? promotion, string name)
    {
        if (promotion is null)
            return null;
        promotion.Missing("from", "the environment to promote from");
        var from = promotion.Text("from");
        if (from == name)
            promotion.Wrong("from", "An environment cannot promote from itself.");
        promotion.End();
        return from;
    }
}
