using System.Text.RegularExpressions;
using Slipway.Yaml;

namespace Slipway.Services;

/// <summary>
/// The section <c>docker</c> of a <c>service.yaml</c>; its paths are relative to the repository's root.
/// </summary>
internal static partial class DockerSection
{
    /// <summary>The argument that names the environment's base image.</summary>
    public const string BaseImage = "BASE_IMAGE";

    /// <summary>Reads the section; null where there is none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="service">The service's folder, relative to the repository: the default context.</param>
    /// <param name="repositoryRoot">Where paths begin.</param>
    public static DockerSettings? Read(Section file, string service, string repositoryRoot)
    {
        if (file.Map("docker") is not { } docker)
            return null;
        var context = Inside(docker, "context", repositoryRoot) ?? service;
        var dockerfile = Inside(docker, "dockerfile", repositoryRoot) ?? $"{service}/Dockerfile";
        if (!Directory.Exists(Path.Combine(repositoryRoot, context)))
            docker.Wrong("context", $"There is no folder '{context}' in the repository.");
        else if (!File.Exists(Path.Combine(repositoryRoot, dockerfile)))
            docker.Wrong("dockerfile", $"There is no file '{dockerfile}' in the repository.");
        else if (context != "." && !dockerfile.StartsWith(context + "/", StringComparison.Ordinal))
            docker.Wrong("dockerfile", $"'{dockerfile}' is not in the context '{context}'.");
        var arguments = Arguments(docker);
        docker.End();
        return new DockerSettings(context, dockerfile, arguments);
    }

    private static string? Inside(Section docker, string key, string repositoryRoot)
    {
        if (docker.Text(key) is not { } text)
            return null;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repositoryRoot));
        var path = Path.GetRelativePath(root, Path.GetFullPath(text, root)).Replace('\\', '/');
        if (!Path.IsPathRooted(text) && path != ".." && !path.StartsWith("../", StringComparison.Ordinal))
            return path;
        docker.Wrong(key, $"'{text}' is not in the repository; write it relative to the repository's root.");
        return null;
    }

    private static Dictionary<string, string> Arguments(Section docker)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (docker.Map("args") is not { } section)
            return arguments;
        foreach (var (key, value) in section.Entries())
        {
            if (!Name().IsMatch(key.Value))
                section.Wrong(key.Value, $"'{key.Value}' is not a valid argument name.");
            else if (key.Value == BaseImage)
                section.Wrong(key.Value, $"{BaseImage} is the environment's 'baseImage'; set it there.");
            else if (value is YamlText { IsNull: false } text)
                arguments[key.Value] = text.Value;
            else
                section.Wrong(key.Value, $"'{key.Value}' must be a plain value, found {value.Kind}.");
        }
        return arguments;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
