using System.Security;
using Slipway.Images.Publishing;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.SupplyChain.Auditing;

/// <summary>
/// Asks the SDK's own audit what is known of the packages that projects use: directly, through others, or by
/// hand out of downloads.
/// </summary>
/// <param name="repositoryRoot">The checkout, whose allow-list and NuGet settings count.</param>
/// <param name="folder">
/// For files that are needed meanwhile; below the checkout, for its NuGet settings.
/// </param>
/// <param name="reporter">Receives details.</param>
/// <param name="time">Determines the current day.</param>
public sealed class PackageAudit(string repositoryRoot, string folder, IReporter reporter, TimeProvider time)
{
    /// <summary>Audits projects.</summary>
    /// <param name="projects">Their files, absolute.</param>
    /// <param name="least">The least severity that counts.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="AuditImpossibleException">There is no data, or the SDK cannot list the packages.</exception>
    /// <exception cref="AuditFailedException">Something must not be used, or an allowance is over.</exception>
    /// <exception cref="Refusal">The allow-list has mistakes.</exception>
    public async Task<AuditVerdict> RunAsync(
        IReadOnlyList<string> projects,
        AuditSeverity least,
        CancellationToken ct
    )
    {
        var allowed = AllowList.Read(repositoryRoot);
        var (_, settings) = await DotNetProgram.RunAsync(
            ["nuget", "config", "get", "all"],
            repositoryRoot,
            ct
        );
        var sources = AuditSources.Parse(string.Join('\n', settings));
        await PrepareAsync(sources, ct);
        var findings = new List<PackageFinding>();
        findings.AddRange(await FindAsync(projects, sources, "--include-transitive", ct));
        var downloads = await AuditedDownloads.FindAsync(repositoryRoot, projects, folder, ct);
        if (await downloads.RestoreAsync(ct) is { Count: > 0 } stand)
            findings.AddRange(downloads.Of(await FindAsync(stand, sources, "--no-restore", ct)));

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var verdict = AuditVerdict.Of(findings, allowed, least, today);
        Mention(verdict, projects.Count, least);
        return verdict.Passed ? verdict : throw new AuditFailedException(verdict);
    }

    // NuGet looks for settings from the solution's folder upwards.
    private async Task PrepareAsync(AuditSources sources, CancellationToken ct)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        if (sources.Settings is { } settings)
            await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), settings, ct);
    }

    private async Task<IEnumerable<PackageFinding>> FindAsync(
        IReadOnlyList<string> projects,
        AuditSources sources,
        string option,
        CancellationToken ct
    )
    {
        var solution = Path.Combine(folder, "audit.slnx");
        var lines = projects.Select(project => $"""  <Project Path="{SecurityElement.Escape(project)}" />""");
        await File.WriteAllLinesAsync(solution, ["<Solution>", .. lines, "</Solution>"], ct);
        var vulnerable = await ListAsync(solution, "--vulnerable", option, ct);
        var deprecated = await ListAsync(solution, "--deprecated", option, ct);
        var gaps = sources.Gaps(vulnerable.Problems).Union(deprecated.Problems).ToList();
        return gaps.Count == 0
            ? vulnerable.Findings.Concat(deprecated.Findings)
            : throw new AuditImpossibleException(gaps);
    }

    private async Task<PackageListing> ListAsync(
        string solution,
        string kind,
        string option,
        CancellationToken ct
    )
    {
        var (code, lines) = await DotNetProgram.RunAsync(
            ["list", solution, "package", kind, option, "--format", "json"],
            repositoryRoot,
            ct
        );
        var text = string.Join('\n', lines.SkipWhile(line => line.Trim() != "{"));
        try
        {
            return PackageListing.Parse(text) is var listing && (code == 0 || listing.Problems.Count > 0)
                ? listing
                : throw new AuditImpossibleException([
                    $"'dotnet list package {kind}' exited with code {code}.",
                ]);
        }
        catch (FormatException)
        {
            throw new AuditImpossibleException([
                $"'dotnet list package {kind}' exited with code {code}:",
                .. lines.TakeLast(20),
            ]);
        }
    }

    private void Mention(AuditVerdict verdict, int projects, AuditSeverity least)
    {
        foreach (var minor in verdict.Minor)
            reporter.Warning(
                $"{minor.Project}: {minor.Package} {minor.Version}, {Word(minor.Severity)}: {minor.What}"
            );
        foreach (var allowed in verdict.Allowed)
            reporter.Info(
                $"{allowed.Project}: {allowed.Package} {allowed.Version} is allowed: {allowed.What}"
            );
        foreach (var unused in verdict.Unused)
            reporter.Warning($"{unused.Place}: the allowance for {unused.Package} is not needed; remove it.");
        if (verdict.Passed)
        {
            reporter.Info(
                $"No known issues of severity {Word(least)} or above in the packages of {projects} "
                    + "projects"
            );
        }
    }

    private static string Word(AuditSeverity severity) => severity.ToString().ToLowerInvariant();
}
