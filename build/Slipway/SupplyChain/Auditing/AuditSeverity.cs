namespace Slipway.SupplyChain.Auditing;

/// <summary>The severity of a known issue of a package, as in NuGet's advisories.</summary>
public enum AuditSeverity
{
    /// <summary>Low.</summary>
    Low,

    /// <summary>
    /// Moderate; packages that are deprecated as legacy or for another reason count as this.
    /// </summary>
    Moderate,

    /// <summary>High; a severity that the feed does not know counts as this.</summary>
    High,

    /// <summary>Critical; packages that are deprecated for critical bugs count as this.</summary>
    Critical,
}
