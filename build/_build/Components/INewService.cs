using Nuke.Common;
using Slipway.Reporting;
using Slipway.Services.Templates;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Scaffolding of services.</summary>
internal interface INewService : IHazWorkspace
{
    /// <summary>
    /// Read from the command line only: other programs use a variable <c>NAME</c>, and WSL always sets one.
    /// </summary>
    [Parameter("Name of the new service; other services call it at http://<name>:8080")]
    [PrefixedVariable]
    string Name => Workspace.Arguments.Values("name").FirstOrDefault() ?? "";

    /// <summary>Writes the files of a new service.</summary>
    [Example(
        "NewService --name orders",
        "writes services/orders, k8s/base/orders and tests/Services/Orders.Tests"
    )]
    Target NewService =>
        _ =>
            _.Description("Creates a service: project, manifests, overlay entries and tests")
                .Executes(() =>
                {
                    var plan = new ServiceScaffold(Workspace.Root, Workspace.Transient).Create(Name);
                    foreach (var file in plan.Created)
                        Workspace.Reporter.Info($"created  {file.Path}");
                    foreach (var file in plan.Changed)
                        Workspace.Reporter.Info($"changed  {file.Path}");
                    Workspace.Reporter.Info(
                        "Commit it, then run ./build.sh Deploy --env local. Next steps: docs/your-services.md"
                    );
                });
}
