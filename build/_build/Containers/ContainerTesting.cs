using Slipway.Environments;
using Slipway.Images.Registries;
using Slipway.Kubernetes;
using Slipway.Pipeline.ContainerTests;
using Slipway.Reporting;
using Slipway.Targets.Images;
using Slipway.Targets.Local;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Containers;

/// <summary>Tests the images of an environment where this machine can run them.</summary>
internal sealed class ContainerTesting(
    Workspace workspace,
    ImageCommands images,
    EnvironmentSettings environment
)
{
    /// <summary>Tests them, prints the results, and fails if a check failed.</summary>
    /// <param name="wanted">Where; null to choose.</param>
    /// <exception cref="Refusal">They cannot be tested there, or a check failed.</exception>
    public async Task RunAsync(ContainerTestHost? wanted)
    {
        var choice = ContainerHostSelection.Of(wanted, environment.BaseImage is null, environment.Name);
        if (choice.Reason is { } reason)
            workspace.Reporter.Info($"Container tests: {reason}");
        using var registries = images.Registries([environment]);
        var built = images.Built(environment).ToDictionary(image => image.Service, StringComparer.Ordinal);
        IReadOnlyList<TestedImage> tested =
        [
            .. workspace.Services.Select(service => new TestedImage(service, built[service.Name])),
        ];
        var test = new ContainerTest(workspace.Reporter, workspace.Time);
        if (
            choice.Place != ContainerTestHost.Cluster
            && await EngineAsync(registries, mustAnswer: choice.Place is not null) is { } engine
        )
        {
            await using (engine)
                Show(await test.RunAsync(tested, engine, workspace.Stop));
            return;
        }
        LocalClusterNeedsLinuxException.UnlessOn(OperatingSystem.IsLinux());
        var endpoints = await workspace.LocalCluster.StartAsync(null, workspace.Stop);
        using var cluster = await Cluster.ConnectAsync(
            endpoints.Kubeconfig,
            null,
            workspace.Time,
            workspace.Reporter,
            workspace.Stop
        );
        await using var place = new ClusterContainerHost(
            cluster,
            registries,
            endpoints.Registry,
            workspace.Reporter
        );
        Show(await test.RunAsync(tested, place, workspace.Stop));
    }

    private async Task<DockerContainerHost?> EngineAsync(RegistryClient registries, bool mustAnswer)
    {
        try
        {
            return await DockerContainerHost.ConnectAsync(
                registries,
                workspace.Root,
                workspace.Time,
                workspace.Stop
            );
        }
        catch (Refusal refusal) when (!mustAnswer)
        {
            workspace.Reporter.Info($"Container tests: {refusal.What} Testing in the local cluster instead.");
            return null;
        }
    }

    private void Show(IReadOnlyList<ContainerReport> reports)
    {
        Table.Print(ContainerTestTable.Of(reports));
        foreach (var report in reports.Where(report => report.Failures.Any() && report.Log.Count > 0))
        {
            workspace.Reporter.Warning(
                $"last log lines of {report.Service}:\n  {string.Join("\n  ", report.Log)}"
            );
        }
        IReadOnlyList<CheckLine> failures = [.. reports.SelectMany(report => report.Failures)];
        if (failures.Count > 0)
            throw new ContainerTestsFailedException(failures);
        var unproven = reports
            .SelectMany(report => report.Lines)
            .Count(line => line.Result == CheckResult.NotProven);
        workspace.Reporter.Info(
            unproven == 0
                ? $"Container tests: all checks of {reports.Count} images passed"
                : $"Container tests: no check of {reports.Count} images failed; {unproven} cannot be proven "
                    + "without a Docker Engine"
        );
    }
}
