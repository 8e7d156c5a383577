using System.Text.RegularExpressions;

namespace Slipway.Manifests;

/// <summary>
/// Finds the cause in what Kustomize says. It tries each resource as a file and as a folder, and wraps what
/// failed once for every folder on the way: the cause is innermost, and its file is somewhere before it. Pure.
/// </summary>
/// <param name="File">The file or folder that is meant, as Kustomize names it; null where it names none.</param>
/// <param name="Cause">What is wrong with it.</param>
internal sealed partial record KustomizeMessage(string? File, string Cause)
{
    /// <summary>Reads a message.</summary>
    public static KustomizeMessage Of(string text)
    {
        string? file = null;
        var folder = "";
        while (true)
        {
            text = Accumulating().Replace(text, "", 1);
            if (Folder().Match(text) is { Success: true } inside)
            {
                file = folder = inside.Groups["path"].Value;
                text = inside.Groups["rest"].Value;
            }
            else if (NeitherNor().Match(text) is { Success: true } tried)
            {
                file = Path.Combine(folder, tried.Groups["path"].Value);
                text = tried.Groups["cause"].Value;
            }
            else if (From().Match(text) is { Success: true } from)
            {
                file = Path.Combine(folder, from.Groups["path"].Value);
                text = from.Groups["rest"].Value;
            }
            else
                break;
        }
        if (InFile().Match(text) is { Success: true } named)
        {
            file ??= named.Groups["path"].Value;
            text = text[..named.Index];
        }
        return new KustomizeMessage(
            file,
            Missing().Replace(Malformed().Replace(text, ""), "there is no '${path}'").Trim()
        );
    }

    [GeneratedRegex("^accumulating (?:resources|components): ")]
    private static partial Regex Accumulating();

    [GeneratedRegex(
        "^(?:accumulation err='accumulating resources from '[^']*': '[^']*' must resolve to a file': )?"
            + "(?:recursed accumulation of path|couldn't make target for path) '(?<path>[^']*)': (?<rest>.*)$",
        RegexOptions.Singleline
    )]
    private static partial Regex Folder();

    [GeneratedRegex(
        "^accumulation err='accumulating resources from '(?<path>[^']*)': (?<cause>.*)': must build at directory: .*$",
        RegexOptions.Singleline
    )]
    private static partial Regex NeitherNor();

    [GeneratedRegex("^accumulating resources from '(?<path>[^']*)': (?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex From();

    [GeneratedRegex(@" in File: (?<path>\S+)$")]
    private static partial Regex InFile();

    [GeneratedRegex("^MalformedYAMLError: ")]
    private static partial Regex Malformed();

    [GeneratedRegex(
        @"(?:must build at directory: not a valid directory: )?evalsymlink failure on '(?<path>[^']*)' ?: lstat [^:]*: no such file or directory"
    )]
    private static partial Regex Missing();
}
