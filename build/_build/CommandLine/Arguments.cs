using System.Globalization;

namespace Slipway.Targets.CommandLine;

/// <summary>A command line, read as NUKE reads it: targets first, then <c>--name value ...</c>.</summary>
internal sealed class Arguments(IReadOnlyList<string> words)
{
    /// <summary>The named targets, leading or after <c>--target</c>.</summary>
    public IReadOnlyList<string> Targets { get; } =
    [
        .. words
            .TakeWhile(word => !IsName(word))
            .Concat(ValuesOf(words, "target"))
            .SelectMany(word => word.Split('+', StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>Whether a parameter is present, with or without a value.</summary>
    /// <param name="name">Compared by letters and digits, ignoring case.</param>
    public bool Has(string name) => words.Any(word => IsName(word, name));

    /// <summary>The values of a parameter; empty if it is absent.</summary>
    /// <param name="name">Compared by letters and digits, ignoring case.</param>
    public IReadOnlyList<string> Values(string name) => [.. ValuesOf(words, name)];

    /// <summary>Whether a word names a parameter; a negative number is a value.</summary>
    public static bool IsName(string word) =>
        word.StartsWith('-') && !double.TryParse(word, CultureInfo.InvariantCulture, out _);

    private static bool IsName(string word, string name) =>
        IsName(word) && ParameterShape.LettersOf(word) == ParameterShape.LettersOf(name);

    private static IEnumerable<string> ValuesOf(IReadOnlyList<string> words, string name) =>
        words.SkipWhile(word => !IsName(word, name)).Skip(1).TakeWhile(word => !IsName(word));
}
