namespace Slipway.SupplyChain.Auditing;

/// <summary>A known issue of a package that a project uses.</summary>
/// <param name="Package">The package.</param>
/// <param name="Version">The version that was resolved.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Advisory">The advisory's address; null for a deprecation.</param>
/// <param name="What">In a few words: the advisory, or why the package is deprecated.</param>
/// <param name="Project">The project's name.</param>
public sealed record PackageFinding(
    string Package,
    string Version,
    AuditSeverity Severity,
    string? Advisory,
    string What,
    string Project
);
