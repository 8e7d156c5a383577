using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Slipway.SupplyChain.Auditing;

/// <summary>
/// The feeds that are queried for vulnerabilities. Only feeds that NuGet's settings name as audit sources are
/// made to say so when they have no data; without any, silence would pass for a good answer. Pure.
/// </summary>
/// <param name="Names">The feeds' names.</param>
/// <param name="Settings">A nuget.config that names them; null where the settings do already.</param>
internal sealed partial record AuditSources(IReadOnlyList<string> Names, string? Settings)
{
    /// <summary>Reads what <c>dotnet nuget config get all</c> prints.</summary>
    public static AuditSources Parse(string output)
    {
        var sections = new Dictionary<string, List<(string Name, string Value)>>(StringComparer.Ordinal);
        var section = new List<(string, string)>();
        foreach (var line in output.Split('\n'))
        {
            if (Header().Match(line) is { Success: true } header)
                sections[header.Groups[1].Value] = section = [];
            else if (Entry().Match(line) is { Success: true } entry)
                section.Add((entry.Groups[1].Value, entry.Groups[2].Value));
        }
        if (sections.TryGetValue("auditSources", out var audit) && audit.Count > 0)
            return new AuditSources([.. audit.Select(source => source.Name)], Settings: null);
        var disabled = sections.GetValueOrDefault("disabledPackageSources", []).Select(source => source.Name);
        var feeds = sections
            .GetValueOrDefault("packageSources", [])
            .Where(source => source.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            .ExceptBy(disabled, source => source.Name)
            .ToList();
        var settings = new XElement(
            "configuration",
            new XElement(
                "auditSources",
                feeds.Select(feed => new XElement(
                    "add",
                    new XAttribute("key", feed.Name),
                    new XAttribute("value", feed.Value)
                ))
            )
        );
        return new AuditSources([.. feeds.Select(feed => feed.Name)], settings.ToString());
    }

    /// <summary>
    /// What keeps the listing from being an answer; nothing where at least one feed had data and nothing else
    /// went wrong.
    /// </summary>
    public IReadOnlyList<string> Gaps(IReadOnlyList<string> problems)
    {
        if (Names.Count == 0)
            return ["NuGet's settings list no feed that could have vulnerability data."];
        var silent = problems.Where(problem => NoData().IsMatch(problem)).ToList();
        var others = problems.Except(silent);
        return silent.Count < Names.Count ? [.. others] : [.. problems];
    }

    [GeneratedRegex(@"^(\w+):\s*$")]
    private static partial Regex Header();

    [GeneratedRegex("^\\s+add key=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Entry();

    [GeneratedRegex("^Audit source '.*' did not provide any vulnerability data")]
    private static partial Regex NoData();
}
