using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.SupplyChain.Auditing;

/// <summary>
/// What <c>dotnet list package --vulnerable</c> or <c>--deprecated</c> says in its JSON form, version 1.
/// Pure.
/// </summary>
/// <param name="Findings">What is known of the packages.</param>
/// <param name="Problems">What kept it from telling all, in its own words.</param>
internal sealed record PackageListing(IReadOnlyList<PackageFinding> Findings, IReadOnlyList<string> Problems)
{
    /// <exception cref="FormatException">The JSON does not have the expected form.</exception>
    public static PackageListing Parse(string text) =>
        UntrustedJson.Read(text, "The listing", json =>
            json["version"]?.GetValue<int>() == 1
                ? new PackageListing(
                    [.. UntrustedJson.Member(json, "projects").AsArray().SelectMany(Of).Distinct()],
                    [.. (json["problems"]?.AsArray() ?? []).Select(p => $"{p?["text"]}".Trim()).Distinct()]
                )
                : throw new FormatException("It is not version 1 of the listing.")
        );

    private static IEnumerable<PackageFinding> Of(JsonNode? project)
    {
        var name = Path.GetFileNameWithoutExtension(UntrustedJson.Text(project?["path"]));
        return from framework in project!["frameworks"]?.AsArray() ?? []
            from kind in (string[])["topLevelPackages", "transitivePackages"]
            from package in framework?[kind]?.AsArray() ?? []
            from finding in Of(package, name)
            select finding;
    }

    private static IEnumerable<PackageFinding> Of(JsonNode? package, string project)
    {
        var id = UntrustedJson.Text(package?["id"]);
        var version = package!["resolvedVersion"]?.GetValue<string>() ?? "";
        foreach (var vulnerability in package["vulnerabilities"]?.AsArray() ?? [])
        {
            // Older SDKs wrote the name of the address in lower case.
            var advisory = (
                vulnerability?["advisoryurl"] ?? vulnerability?["advisoryUrl"]
            )?.GetValue<string>();
            var severity = Enum.TryParse<AuditSeverity>(
                vulnerability?["severity"]?.GetValue<string>(),
                ignoreCase: true,
                out var known
            )
                ? known
                : AuditSeverity.High;
            yield return new PackageFinding(
                id,
                version,
                severity,
                advisory,
                advisory ?? "an advisory without a URL",
                project
            );
        }
        if (package["deprecationReasons"]?.AsArray() is not { Count: > 0 } reasons)
            yield break;
        var words = UntrustedJson.Texts(reasons);
        var other = package["alternativePackage"]?["id"]?.GetValue<string>();
        yield return new PackageFinding(
            id,
            version,
            words.Contains("CriticalBugs", StringComparer.OrdinalIgnoreCase)
                ? AuditSeverity.Critical
                : AuditSeverity.Moderate,
            Advisory: null,
            $"deprecated: {string.Join(", ", words)}" + (other is null ? "" : $"; use {other}"),
            project
        );
    }
}
