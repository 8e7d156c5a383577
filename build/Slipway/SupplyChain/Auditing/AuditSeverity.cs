namespace Slipway.SupplyChain.Auditing;

/// <summary>How bad what is known of a package is, in the words of NuGet's advisories.</summary>
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
