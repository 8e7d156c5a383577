namespace Slipway.SupplyChain.Auditing;

/// <summary>The verdict of an audit. Pure.</summary>
/// <param name="Bad">What must not be used: at or above the severity, and not allowed.</param>
/// <param name="Allowed">What is explicitly allowed.</param>
/// <param name="Minor">What is below the severity.</param>
/// <param name="Expired">Entries that do not count any more.</param>
/// <param name="Unused">Entries that nothing needs.</param>
public sealed record AuditVerdict(
    IReadOnlyList<PackageFinding> Bad,
    IReadOnlyList<PackageFinding> Allowed,
    IReadOnlyList<PackageFinding> Minor,
    IReadOnlyList<AllowedPackage> Expired,
    IReadOnlyList<AllowedPackage> Unused
)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool Passed => Bad.Count == 0 && Expired.Count == 0;

    /// <summary>Judges what was found.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="allowed">The allow-list.</param>
    /// <param name="least">The least severity that counts.</param>
    /// <param name="today">The day of the audit.</param>
    internal static AuditVerdict Of(
        IReadOnlyList<PackageFinding> findings,
        IReadOnlyList<AllowedPackage> allowed,
        AuditSeverity least,
        DateOnly today
    )
    {
        var valid = allowed.Where(entry => entry.Expires >= today).ToList();
        var grave = findings
            .Where(finding => finding.Severity >= least)
            .ToLookup(finding => valid.Any(entry => entry.Covers(finding)));
        return new AuditVerdict(
            [.. grave[false]],
            [.. grave[true]],
            [.. findings.Where(finding => finding.Severity < least)],
            [.. allowed.Except(valid)],
            [.. valid.Where(entry => !findings.Any(entry.Covers))]
        );
    }
}
