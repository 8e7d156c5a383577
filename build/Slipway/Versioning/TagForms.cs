using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Reporting;

namespace Slipway.Versioning;

/// <summary>Points out a tag that may be a date and is taken for the newest version. Pure.</summary>
internal static partial class TagForms
{
    /// <summary>
    /// What to say of a repository whose versions have a <c>v</c>, while a tag without it wins, as
    /// <c>2026.11.30</c> does over <c>v1.4.0</c>; null for nothing.
    /// </summary>
    /// <param name="counted">The version that commits are counted from.</param>
    /// <param name="references">All references, as <see cref="Repository.References"/>.</param>
    public static Notice? Mixed(string counted, string references)
    {
        var tags = references
            .Split('\n')
            .Select(line => Tag().Match(line))
            .Where(tag => tag.Success)
            .ToList();
        var winner = tags.FirstOrDefault(tag =>
            !tag.Groups["v"].Success && Numbers(tag) == NumbersOf(counted)
        );
        var usual = tags.Where(tag => tag.Groups["v"].Success).MaxBy(Numbers);
        return winner is null || usual is null || Numbers(usual) >= Numbers(winner)
            ? null
            : new Notice(
                Severity.Warning,
                $"Tag '{winner.Groups["name"].Value}' counts as a version and wins over "
                    + $"'{usual.Groups["name"].Value}', so versions start at {counted}. If it is not one, write "
                    + "'tag-prefix: v' in GitVersion.yml."
            );
    }

    private static Version Numbers(Match tag) => NumbersOf(tag.Groups["numbers"].Value);

    private static Version NumbersOf(string version)
    {
        var numbers = version
            .Split('-', '+')[0]
            .Split('.')
            .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Concat([0, 0, 0])
            .ToList();
        return new Version(numbers[0], numbers[1], numbers[2]);
    }

    [GeneratedRegex(
        @"^\S+ refs/tags/(?<name>(?<v>[vV])?(?<numbers>\d{1,9}\.\d{1,9}(?:\.\d{1,9})?)(?:[-+]\S+)?)\s*$"
    )]
    private static partial Regex Tag();
}
