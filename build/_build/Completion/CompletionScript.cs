using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;

namespace Slipway.Targets.Completion;

/// <summary>
/// Generates a shell's completion script. It contains the targets and parameters, and lists the environments
/// at each key press; neither starts .NET.
/// </summary>
internal static class CompletionScript
{
    /// <summary>The script for a shell.</summary>
    public static string For(Shell shell, BuildShape build, IReadOnlyList<TargetShape> targets)
    {
        var choices = build.Parameters.Where(p => p.Form is ValueForm.Choice).ToList();
        var texts = build
            .Parameters.Where(p => p.Form is ValueForm.Text or ValueForm.Number && p.Name != "env")
            .Select(p => $"--{p.Name}")
            .ToList();
        var (choice, text, target, parameter) = shell switch
        {
            Shell.Bash => (
                Lines(choices.Select(p => $"        --{p.Name}) words=\"{Words(p, " ")}\" ;;")),
                string.Join('|', texts),
                string.Join(' ', targets.Select(t => t.Name)),
                string.Join(' ', build.Parameters.Select(p => $"--{p.Name}"))
            ),
            Shell.Zsh => (
                Lines(choices.Select(p => $"        --{p.Name}) compadd -- {Words(p, " ")} ;;")),
                string.Join('|', texts),
                Lines(targets.Select(t => Described(t.Name, t.Description))),
                Lines(build.Parameters.Select(p => Described($"--{p.Name}", p.Description)))
            ),
            _ => (
                Lines(choices.Select(p => $"        '--{p.Name}' = @('{Words(p, "', '")}')")),
                Quoted(texts),
                Quoted(targets.Select(t => t.Name)),
                Quoted(build.Parameters.Select(p => $"--{p.Name}"))
            ),
        };
        return Template(shell)
            .Replace("@CHOICES@", choice, StringComparison.Ordinal)
            .Replace("@TEXTS@", text, StringComparison.Ordinal)
            .Replace("@TARGETS@", target, StringComparison.Ordinal)
            .Replace("@PARAMETERS@", parameter, StringComparison.Ordinal);
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Words(ParameterShape parameter, string separator) =>
        string.Join(separator, parameter.Choices).ToLowerInvariant();

    private static string Quoted(IEnumerable<string> words) =>
        string.Join(", ", words.Select(word => $"'{word}'"));

    // zsh's _describe separates name and description by a colon.
    private static string Described(string name, string description) =>
        $"        '{name}:{description.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Template(Shell shell)
    {
        var name = shell switch
        {
            Shell.Bash => "completion.bash",
            Shell.Zsh => "completion.zsh",
            _ => "completion.ps1",
        };
        using var stream = typeof(CompletionScript).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
