using System.Globalization;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.SupplyChain.Auditing;

/// <summary>
/// Reads <c>audit.yaml</c>: packages that may be used for a while although something is known of them.
/// </summary>
public static class AllowList
{
    /// <summary>The file, in the repository's root.</summary>
    public const string File = "audit.yaml";

    /// <summary>The entries; none where there is no such file.</summary>
    /// <exception cref="Refusal">The file has mistakes; all of them are listed.</exception>
    public static IReadOnlyList<AllowedPackage> Read(string repositoryRoot)
    {
        var file = Path.Combine(repositoryRoot, File);
        return System.IO.File.Exists(file) ? Parse(System.IO.File.ReadAllText(file)) : [];
    }

    internal static IReadOnlyList<AllowedPackage> Parse(string text)
    {
        var mistakes = new ValidationErrors(File);
        var root = YamlReader.Read(text, mistakes);
        var entries = (root.Maps("allow") ?? []).Select(Entry).OfType<AllowedPackage>().ToList();
        root.End();
        mistakes.ThrowIfAny("Fix the errors above and run the command again.");
        return entries;
    }

    private static AllowedPackage? Entry(Section entry)
    {
        entry.Missing("package", "the package that may be used");
        entry.Missing("reason", "why it may be used, for those who read this later");
        entry.Missing("expires", "the last day on which this applies, for example 2027-01-31");
        var (package, advisory) = (entry.Text("package"), entry.Text("advisory"));
        var (reason, expires) = (entry.Text("reason"), Day(entry));
        entry.End();
        return package is not null && reason is not null && expires is { } day
            ? new AllowedPackage(
                package,
                advisory,
                reason,
                day,
                $"{File}:{entry.Place.Line}:{entry.Place.Column}"
            )
            : null;
    }

    private static DateOnly? Day(Section entry)
    {
        if (entry.Text("expires") is not { } text)
            return null;
        if (
            DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
            return day;
        entry.Wrong("expires", $"'{text}' is not a date; write it as 2027-01-31.");
        return null;
    }
}
