namespace Slipway.Targets.CommandLine;

/// <summary>A parameter, as it is written on the command line.</summary>
/// <param name="Name">Kebab case, without the dashes.</param>
/// <param name="Form">What a value looks like.</param>
/// <param name="Choices">The words of a <see cref="ValueForm.Choice"/>, the targets of a build.</param>
/// <param name="Many">Whether it takes several values.</param>
/// <param name="Secret">Whether its value must not be shown.</param>
/// <param name="Engine">Whether it is one of NUKE's own.</param>
internal sealed record ParameterShape(
    string Name,
    ValueForm Form,
    IReadOnlyList<string> Choices,
    bool Many = false,
    bool Secret = false,
    bool Engine = false
)
{
    /// <summary>The name without case, dashes and underscores: what NUKE compares.</summary>
    public string Letters { get; } = LettersOf(Name);

    /// <summary>What it is for; empty for NUKE's own.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether only <c>NUKE_NAME</c> is read, because other programs use <c>NAME</c>.</summary>
    public bool NeedsPrefix { get; init; } = Engine;

    /// <summary>The environment variable of the parameter.</summary>
    public string Variable => "NUKE_" + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>Letters and digits of a name, in lower case.</summary>
    public static string LettersOf(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
