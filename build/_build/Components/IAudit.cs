using Nuke.Common;
using Slipway.SupplyChain.Auditing;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Looks for packages that nobody should use.</summary>
internal interface IAudit : IHazWorkspace
{
    /// <summary>What is below it is only mentioned.</summary>
    [Parameter("Least severity that fails the audit: low, moderate, high or critical - Default is 'high'")]
    AuditSeverity AuditSeverity => TryGetValue<AuditSeverity?>(() => AuditSeverity) ?? AuditSeverity.High;

    /// <summary>Audits what ships and what ships it.</summary>
    [Example("Audit --audit-severity critical", "mentions what is less, and passes")]
    Target Audit =>
        _ =>
            _.Description(
                    "Fails on packages that are known to be vulnerable or deprecated; audit.yaml allows some"
                )
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
