using Slipway.Values;

namespace Slipway.SupplyChain.Auditing;

/// <summary>The audit could not run. That never counts as passed.</summary>
public sealed class AuditImpossibleException(IReadOnlyList<string> reasons)
    : Refusal(
        "the packages could not be audited:\n" + string.Join('\n', reasons),
        "dotnet list package --vulnerable / --deprecated",
        "add a feed with vulnerability data (NuGet's public one has it) under 'auditSources' in nuget.config, "
            + "or run the audit where one is reachable"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>Forbidden packages are used, or an allowance has expired.</summary>
public sealed class AuditFailedException(AuditVerdict verdict)
    : Refusal(
        string.Join(
            '\n',
            verdict
                .Bad.Select(b =>
                    $"{b.Project}: {b.Package} {b.Version}, "
                    + $"{b.Severity.ToString().ToLowerInvariant()}: {b.What}"
                )
                .Concat(
                    verdict.Expired.Select(e =>
                        $"{e.Place}: the allowance for {e.Package} expired on {e.Expires:yyyy-MM-dd}"
                    )
                )
        ),
        "the packages of the services and of the build",
        $"update or replace them; for a while, {AllowList.File} can allow one with a reason and an expiry date"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}
