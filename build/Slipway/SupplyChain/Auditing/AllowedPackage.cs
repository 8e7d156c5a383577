namespace Slipway.SupplyChain.Auditing;

/// <summary>A decision that a package may be used despite a known issue.</summary>
/// <param name="Package">The package, whatever the case of its letters.</param>
/// <param name="Advisory">The advisory, as its address or its last part; null for everything known.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">The last day on which it counts.</param>
/// <param name="Place">Where it is written, <c>file:line:column</c>.</param>
public sealed record AllowedPackage(
    string Package,
    string? Advisory,
    string Reason,
    DateOnly Expires,
    string Place
)
{
    internal bool Covers(PackageFinding finding) =>
        Package.Equals(finding.Package, StringComparison.OrdinalIgnoreCase)
        && (Advisory is null || Names(finding.Advisory));

    private bool Names(string? address) =>
        address is not null
        && (
            address.Equals(Advisory, StringComparison.OrdinalIgnoreCase)
            || address.TrimEnd('/').Split('/')[^1].Equals(Advisory, StringComparison.OrdinalIgnoreCase)
        );
}
