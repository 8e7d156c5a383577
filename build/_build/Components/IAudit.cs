using Nuke.Common;
using Slipway.SupplyChain.Auditing;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Audits the packages of services and build.</summary>
internal interface IAudit : IHazWorkspace
{
    /// <summary>Lower severities are reported, but do not fail.</summary>
    [Parameter("Lowest severity that fails the audit: low, moderate, high or critical - Default is 'high'")]
    AuditSeverity AuditSeverity => TryGetValue<AuditSeverity?>(() => AuditSeverity) ?? AuditSeverity.High;

    /// <summary>Audits the services and the build.</summary>
    [Example("Audit --audit-severity critical", "reports lower severities as warnings")]
    Target Audit =>
        _ =>
            _.Description("Fails on vulnerable or deprecated packages; audit.yaml lists exceptions")
                .Executes(AuditAsync);

    private Task AuditAsync() =>
        new PackageAudit(
            RootDirectory,
            Workspace.Temporary / "audit",
            Workspace.Reporter,
            Workspace.Time
        ).RunAsync(AuditedProjects, AuditSeverity, Workspace.Stop);

    private IReadOnlyList<string> AuditedProjects =>
        [
            .. Workspace.Services.Select(service => service.ProjectFile).OfType<string>(),
            RootDirectory / "build" / "_build" / "_build.csproj",
        ];
}
