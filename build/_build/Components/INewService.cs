using Nuke.Common;
using Slipway.Reporting;
using Slipway.Services.Templates;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Begins a service.</summary>
internal interface INewService : IHazWorkspace
{
    /// <summary>
    /// From the command line alone: <c>NAME</c> is a variable of other programs, and of WSL on every machine.
    /// </summary>
    [Parameter("Name of the new service, as others will call it: http://<name>:8080")]
    [PrefixedVariable]
    string Name => Workspace.Arguments.Values("name").FirstOrDefault() ?? "";

    /// <summary>Writes it.</summary>
    [Example("NewService --name orders", "services/orders, k8s/base/orders and tests/Services/Orders.Tests")]
    Target NewService =>
        _ =>
            _.Description(
                    "Writes a new service: project, manifests, its place in every overlay, and a test project"
                )
                .Executes(() =>
                {
                    var plan = new ServiceScaffold(Workspace.Root, Workspace.Temporary).Create(Name);
                    foreach (var file in plan.Created)
                        Workspace.Reporter.Info($"wrote    {file.Path}");
                    foreach (var file in plan.Changed)
                        Workspace.Reporter.Info($"changed  {file.Path}");
                    Workspace.Reporter.Info(
                        $"Commit it, then: ./build.sh Deploy --env local. What comes next: docs/your-services.md"
                    );
                });
}
