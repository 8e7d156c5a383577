using Slipway.SupplyChain.Auditing;
using Slipway.Yaml;

namespace Slipway.Tests.SupplyChain;

public sealed class AuditTests
{
    private const string Advisory = "https://github.com/advisories/GHSA-5crp-9r3c-p9vr";

    // As the SDK documents it.
    private const string Vulnerable = $$"""
        {
          "version": 1,
          "parameters": "--vulnerable --include-transitive",
          "sources": [ "https://feed.example.org/v3/index.json" ],
          "projects": [
            {
              "path": "/src/services/movie/Movie.csproj",
              "frameworks": [
                {
                  "framework": "net10.0",
                  "topLevelPackages": [
                    {
                      "id": "Newtonsoft.Json", "requestedVersion": "12.0.1", "resolvedVersion": "12.0.1",
                      "vulnerabilities": [ { "severity": "High", "advisoryurl": "{{Advisory}}" } ]
                    }
                  ],
                  "transitivePackages": [
                    {
                      "id": "System.Net.Http", "resolvedVersion": "4.3.0",
                      "vulnerabilities": [
                        { "severity": "Low", "advisoryurl": "https://github.com/advisories/GHSA-low" },
                        { "severity": "Unheard", "advisoryurl": "https://github.com/advisories/GHSA-new" }
                      ]
                    }
                  ]
                }
              ]
            },
            { "path": "/src/services/rating/Rating.csproj" }
          ]
        }
        """;

    private const string Deprecated = """
        {
          "version": 1,
          "parameters": "--deprecated --include-transitive",
          "sources": [ "https://feed.example.org/v3/index.json" ],
          "projects": [
            {
              "path": "/src/services/movie/Movie.csproj",
              "frameworks": [
                {
                  "framework": "net10.0",
                  "topLevelPackages": [
                    {
                      "id": "Old", "requestedVersion": "1.0.0", "resolvedVersion": "1.0.0",
                      "deprecationReasons": [ "Legacy" ],
                      "alternativePackage": { "id": "New", "versionRange": ">= 0.0.0" }
                    },
                    {
                      "id": "Broken", "requestedVersion": "2.0.0", "resolvedVersion": "2.0.0",
                      "deprecationReasons": [ "Other", "CriticalBugs" ]
                    }
                  ]
                }
              ]
            }
          ]
        }
        """;

    private static readonly DateOnly s_today = new(2026, 6, 1);

    [Fact]
    public void Vulnerable_packages_are_read_with_severity_and_advisory() =>
        Assert.Equal(
            [
                "Movie Newtonsoft.Json 12.0.1 High " + Advisory,
                "Movie System.Net.Http 4.3.0 Low https://github.com/advisories/GHSA-low",
                "Movie System.Net.Http 4.3.0 High https://github.com/advisories/GHSA-new",
            ],
            PackageListing.Parse(Vulnerable).Findings.Select(Show)
        );

    [Fact]
    public void Deprecated_packages_are_as_grave_as_their_reason() =>
        Assert.Equal(
            [
                "Movie Old 1.0.0 Moderate deprecated: Legacy; use New",
                "Movie Broken 2.0.0 Critical deprecated: Other, CriticalBugs",
            ],
            PackageListing.Parse(Deprecated).Findings.Select(Show)
        );

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"version":2,"projects":[]}""")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"projects":[{}]}""")]
    public void What_is_no_listing_is_never_taken_for_a_good_one(string text) =>
        Assert.Throws<FormatException>(() => PackageListing.Parse(text));

    [Theory]
    [InlineData(AuditSeverity.Low, "Newtonsoft.Json System.Net.Http System.Net.Http Old Broken")]
    [InlineData(AuditSeverity.Moderate, "Newtonsoft.Json System.Net.Http Old Broken")]
    [InlineData(AuditSeverity.High, "Newtonsoft.Json System.Net.Http Broken")]
    [InlineData(AuditSeverity.Critical, "Broken")]
    public void What_is_at_or_above_the_severity_fails(AuditSeverity least, string expected)
    {
        var verdict = Decide(least);

        Assert.Equal(expected, string.Join(' ', verdict.Bad.Select(bad => bad.Package)));
        Assert.Equal(5, verdict.Bad.Count + verdict.Minor.Count);
        Assert.False(verdict.Passed);
    }

    [Theory]
    [InlineData("newtonsoft.json", null, true)]
    [InlineData("Newtonsoft.Json", "GHSA-5crp-9r3c-p9vr", true)]
    [InlineData("Newtonsoft.Json", Advisory, true)]
    [InlineData("Newtonsoft.Json", "GHSA-other", false)]
    [InlineData("Newtonsoft", null, false)]
    public void An_allowance_is_for_a_package_and_perhaps_for_one_advisory(
        string package,
        string? advisory,
        bool covers
    )
    {
        var verdict = Decide(AuditSeverity.High, Allow(package, s_today, advisory));

        Assert.Equal(!covers, verdict.Bad.Any(bad => bad.Package == "Newtonsoft.Json"));
        Assert.Equal(covers ? 1 : 0, verdict.Allowed.Count);
        Assert.Equal(covers ? 0 : 1, verdict.Unused.Count);
    }

    [Fact]
    public void An_allowance_that_is_over_fails_though_nothing_needs_it()
    {
        var verdict = AuditVerdict.Of(
            [],
            [Allow("Gone", s_today.AddDays(-1)), Allow("Kept", s_today)],
            AuditSeverity.High,
            s_today
        );

        Assert.False(verdict.Passed);
        Assert.Equal("Gone", Assert.Single(verdict.Expired).Package);
        Assert.Equal("Kept", Assert.Single(verdict.Unused).Package);
        Assert.Contains(
            "the allowance for Gone expired on 2026-05-31",
            new AuditFailedException(verdict).What
        );
    }

    [Fact]
    public void The_allow_list_is_read()
    {
        var entries = AllowList.Parse(
            """
            allow:
              - package: Newtonsoft.Json
                advisory: GHSA-5crp-9r3c-p9vr
                reason: only trusted input is parsed
                expires: 2026-12-31
              - { package: Old, reason: waits for New 2.0, expires: 2026-07-01 }
            """
        );

        Assert.Equal(
            new AllowedPackage(
                "Newtonsoft.Json",
                "GHSA-5crp-9r3c-p9vr",
                "only trusted input is parsed",
                new DateOnly(2026, 12, 31),
                "audit.yaml:2:5"
            ),
            entries[0]
        );
        Assert.Equal(("Old", null), (entries[1].Package, entries[1].Advisory));
        Assert.Empty(AllowList.Parse(""));
    }

    [Fact]
    public void Every_mistake_in_the_allow_list_is_named_with_its_place()
    {
        var refusal = Assert.Throws<FileRefusal>(() =>
            AllowList.Parse(
                """
                allow:
                  - package: A
                    expires: 31.12.2026
                  - reason: because
                    expires: 2026-12-31
                    until: 2027
                allowed: []
                """
            )
        );

        Assert.Collection(
            refusal.Mistakes,
            m => Assert.StartsWith("audit.yaml:2:5: Missing key 'allow[0].reason'", m),
            m => Assert.StartsWith("audit.yaml:3:14: '31.12.2026' is not a date", m),
            m => Assert.StartsWith("audit.yaml:4:5: Missing key 'allow[1].package'", m),
            m => Assert.StartsWith("audit.yaml:6:5: Unknown key 'allow[1].until'", m),
            m => Assert.StartsWith("audit.yaml:7:1: Unknown key 'allowed'. Did you mean 'allow'?", m)
        );
    }

    [Fact]
    public void Feeds_are_made_audit_sources_where_nobody_chose_any()
    {
        var sources = AuditSources.Parse(
            """
            packageSources:
            	add key="feed" value="https://feed.example.org/v3/index.json" protocolVersion="3"
            	add key="off" value="https://off.example.com/v3/index.json"
            	add key="folder" value="/packages"

            disabledPackageSources:
            	add key="off" value="true"
            """
        );

        Assert.Equal(["feed"], sources.Names);
        Assert.Contains(
            """<add key="feed" value="https://feed.example.org/v3/index.json" />""",
            sources.Settings
        );
        Assert.DoesNotContain("example.com", sources.Settings);
    }

    [Fact]
    public void Chosen_audit_sources_stay()
    {
        var sources = AuditSources.Parse(
            "packageSources:\n\tadd key=\"a\" value=\"https://a\"\n\n"
                + "auditSources:\n\tadd key=\"b\" value=\"https://b\"\n"
        );

        Assert.Equal(["b"], sources.Names);
        Assert.Null(sources.Settings);
    }

    [Theory]
    [InlineData("a b", "", true)]
    [InlineData("a b", "Audit source 'a' did not provide any vulnerability data.", true)]
    [InlineData("a", "Audit source 'a' did not provide any vulnerability data.", false)]
    [InlineData("a b", "Unable to load the service index for source https://a.", false)]
    [InlineData("", "", false)]
    public void Silence_of_all_feeds_is_no_good_answer(string names, string problem, bool isAnswer)
    {
        var sources = new AuditSources(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), null);

        Assert.Equal(isAnswer, sources.Gaps(problem.Length == 0 ? [] : [problem]).Count == 0);
    }

    private static AuditVerdict Decide(AuditSeverity least, params AllowedPackage[] allowed) =>
        AuditVerdict.Of(
            [.. PackageListing.Parse(Vulnerable).Findings, .. PackageListing.Parse(Deprecated).Findings],
            allowed,
            least,
            s_today
        );

    private static AllowedPackage Allow(string package, DateOnly expires, string? advisory = null) =>
        new(package, advisory, "because", expires, "audit.yaml:1:1");

    private static string Show(PackageFinding f) =>
        $"{f.Project} {f.Package} {f.Version} {f.Severity} {f.What}";
}
