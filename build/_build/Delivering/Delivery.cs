using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Manifests;
using Slipway.Pipeline;
using Slipway.Pipeline.Canary;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.Destroy;
using Slipway.Pipeline.History;
using Slipway.Pipeline.Preflight;
using Slipway.Pipeline.Promote;
using Slipway.Pipeline.Releasing;
using Slipway.Pipeline.Rollback;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Images;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Targets.Delivering;

/// <summary>What the command line says about a delivery.</summary>
/// <param name="App">The application's name.</param>
/// <param name="KubeconfigContent">A kubeconfig passed by CI; null to use the user's.</param>
/// <param name="ForceConflicts">Whether fields are taken over from other field managers.</param>
/// <param name="ReplaceImmutable">Whether objects are replaced whose immutable fields change.</param>
internal sealed record DeliveryOptions(
    string App,
    string? KubeconfigContent,
    bool ForceConflicts,
    bool ReplaceImmutable
);

/// <summary>Runs one use case of the engine in an environment, and prints the result.</summary>
internal sealed partial class Delivery(
    Workspace workspace,
    EnvironmentSettings environment,
    ImageCommands images,
    PreflightResult preflight,
    DeliveryOptions options
)
{
    /// <summary>
    /// Connects to the environment's cluster; starts it if it is the local one. The caller owns the connection.
    /// </summary>
    public Task<Cluster> ConnectAsync() => ConnectAsync(environment);

    /// <summary>Renders the environment's overlay.</summary>
    public async Task<IReadOnlyList<KubeObject>> RenderAsync() =>
        await RenderAsync(await workspace.ManifestsAsync());

    /// <summary>What the environment's cluster would refuse.</summary>
    public ClusterPreflight Preflight(Cluster cluster, ChangeChoices choices) =>
        new(
            ContextOf(environment, cluster) with
            {
                Choices = choices,
                Commits = new CommitHistory(workspace.Root),
            }
        );

    /// <summary>Runs this commit's images as a canary.</summary>
    public Task CanaryAsync(ChangeChoices choices) =>
        RunAsync(
            async context =>
            {
                var desired = await DesiredAsync(context);
                await new CanaryCommand(context).RunAsync(desired, workspace.Stop);
                await ShowAfterwardsAsync(context);
            },
            choices,
            "Canary"
        );

    /// <summary>Makes a canary stable, or takes the release of another environment.</summary>
    public Task PromoteAsync(ChangeChoices choices) =>
        RunAsync(
            async context =>
            {
                var promotion = new PromoteCommand(context);
                if (await promotion.FinishCanaryAsync(workspace.Stop) is { } finished)
                {
                    await ShowAsync(context, finished);
                    return;
                }
                var desired = await DesiredAsync(context);
                await ShowAsync(context, await new DeployCommand(context).RunAsync(desired, workspace.Stop));
            },
            choices,
            "Promote"
        );

    /// <summary>Rolls back.</summary>
    public Task RollBackAsync(string? to, ChangeChoices choices) =>
        RunAsync(
            async context =>
                await ShowAsync(context, await new RollbackCommand(context).RunAsync(to, workspace.Stop)),
            choices,
            "Rollback"
        );

    /// <summary>Prints what runs.</summary>
    public Task ShowStatusAsync() => RunAsync(ShowStatusAsync);

    /// <summary>Prints the releases that the cluster recorded.</summary>
    public Task ShowHistoryAsync() =>
        RunAsync(async context =>
        {
            var releases = await new HistoryQuery(context).RunAsync(workspace.Stop);
            workspace.Results.Write(
                () => ReleaseTables.History(releases, workspace.Time.GetUtcNow()),
                () => ReleaseJson.History(options.App, environment, releases),
                () => ReleaseMarkdown.History(releases, workspace.Time.GetUtcNow())
            );
        });

    /// <summary>Removes the application.</summary>
    public Task DestroyAsync(string? confirmed, ChangeChoices choices) =>
        RunAsync(
            async context => await new DestroyCommand(context).RunAsync(confirmed, workspace.Stop),
            choices,
            "Destroy"
        );

    private async Task<DesiredRelease> DesiredAsync(DeliveryContext context)
    {
        var preparation = new ReleasePreparation(context);
        // Promote comes here only where no canary waits.
        if (environment.PromotionFrom is { } origin)
        {
            var (proven, promoted) = await ProvenAsync(origin);
            return await preparation.PrepareAsync(proven, promoted, workspace.Stop);
        }
        var manifests = preflight.Manifests ?? await RenderAsync();
        return await preparation.PrepareAsync(await BuiltAsync(), manifests, workspace.Stop);
    }

    /// <summary>What this run built and pushed.</summary>
    private async Task<ReleaseSource> BuiltAsync()
    {
        var version = await workspace.VersionAsync();
        var references = await images.ReferencesAsync(environment, options.App);
        return new ReleaseSource(version.FullSemVer, version.Commit, version.Author, references)
        {
            Bundle = await Bundles.FindAsync(environment, options.App),
        };
    }

    /// <summary>
    /// The release of another environment, copied to this one's registry, and the manifests out of its bundle.
    /// </summary>
    private async Task<(ReleaseSource Source, IReadOnlyList<KubeObject> Manifests)> ProvenAsync(
        string origin,
        bool copy = true
    )
    {
        var settings = workspace.Environment(origin, new EnvironmentOverrides());
        using var cluster = await ConnectAsync(settings);
        var proven = await new PromoteCommand(ContextOf(settings, cluster)).ProvenAsync(workspace.Stop);
        var bundle = await Bundles.PullAsync(proven.Bundle!, settings, environment);
        var differences = BundleCheck.Differences(options.App, proven, bundle);
        if (differences.Count > 0)
            throw new BundleMismatchException(differences, proven.Bundle!, origin);
        var tree = new ManifestTree(bundle.Files);
        if (!tree.Has(environment.Overlay))
            throw new OverlayMissingException(proven.Commit!, environment.Overlay, origin);
        // Manifests come first: images take long to copy.
        var manifests = await RenderAsync(tree);
        if (!copy)
        {
            var placed = await images.PlacedAsync(proven.Images, environment, options.App);
            return (proven with { Images = placed, Bundle = null }, manifests);
        }
        var copied = await images.CopyAsync(proven.Images, settings, environment, options.App);
        var kept = await Bundles.CopyAsync(proven.Bundle!, settings, environment, options.App);
        return (proven with { Images = copied, Bundle = kept }, manifests);
    }

    private BundleCommands Bundles => new(workspace, images);

    private Task<IReadOnlyList<KubeObject>> RenderAsync(ManifestTree tree) =>
        tree.RenderAsync(
            environment.Overlay,
            environment.Namespaces,
            workspace.Transient,
            workspace.Renderings,
            workspace.Stop
        );

    // A command has a name; a query has none, and answers with its result alone.
    private async Task RunAsync(
        Func<DeliveryContext, Task> useCase,
        ChangeChoices? choices = null,
        string? command = null
    )
    {
        // The preflight's connection is for every target of the run.
        using var own = preflight.Cluster is null ? await ConnectAsync() : null;
        var cluster = preflight.Cluster ?? own!;
        var where = cluster.Address.Context is { } name
            ? $"{cluster.Address.Server}, context {name}"
            : $"{cluster.Address.Server}";
        var place = $"Environment {environment.Name}: namespace {environment.Namespace} on {where}";
        if (command is null)
            workspace.Reporter.Info(place);
        else
            workspace.Reporter.Report(await StartedAsync(place, command));
        try
        {
            await useCase(await IdentifiedAsync(Chosen(ContextOf(environment, cluster), choices)));
        }
        catch (Refusal e)
        {
            Summarize(() => ReleaseMarkdown.Refused(e, environment.Name));
            throw;
        }
    }

    private void Summarize(Func<IReadOnlyList<string>> markdown)
    {
        var summary = new StepSummary(workspace.Variables.GetValueOrDefault("GITHUB_STEP_SUMMARY"));
        if (summary.Append(markdown) is { } why)
            workspace.Reporter.Warning($"The summary of the step could not be written: {why}");
    }

    // Who deploys is what the API server says; the CI's word, or this machine's, stands beside it.
    private async Task<DeliveryContext> IdentifiedAsync(DeliveryContext context)
    {
        var user = await context.Cluster.FindUserAsync(workspace.Stop);
        var run = CiRun.Of(workspace.Variables);
        return context with { Operator = Deployer.Describe(user, run, context.Operator), Run = run };
    }

    private DeliveryContext Chosen(DeliveryContext context, ChangeChoices? choices) =>
        context with
        {
            Choices = choices ?? ChangeChoices.None,
            Confirmation = TerminalConfirmation.OfThisProcess(),
            Commits = new CommitHistory(workspace.Root),
        };

    private DeliveryContext ContextOf(EnvironmentSettings settings, Cluster cluster) =>
        new(
            options.App,
            settings,
            cluster,
            options.ForceConflicts,
            $"{Environment.UserName}@{Environment.MachineName}",
            workspace.Reporter,
            workspace.Time
        )
        {
            Records = workspace.Records,
            Signatures = images.Signatures(settings),
            ReplaceImmutable = options.ReplaceImmutable,
        };

    private async Task<Cluster> ConnectAsync(EnvironmentSettings settings)
    {
        if (settings.Cluster.Local)
        {
            var endpoints = await workspace.LocalCluster.StartAsync(null, workspace.Stop);
            return await ConnectAsync(endpoints.Kubeconfig, null);
        }
        try
        {
            return options.KubeconfigContent is { } content
                ? await Cluster.ConnectAsync(
                    new KubeconfigText(content, "NUKE_KUBECONFIG_CONTENT"),
                    settings.Cluster.Context,
                    workspace.Time,
                    workspace.Reporter,
                    workspace.Stop
                )
                : await ConnectAsync(null, settings.Cluster.Context);
        }
        catch (UnknownContextException unknown)
        {
            throw new NoSuchClusterException(settings.Name, unknown);
        }
        catch (KubeconfigMissingException missing)
        {
            throw new NoSuchClusterException(settings.Name, settings.Cluster.Context, missing);
        }
    }

    private Task<Cluster> ConnectAsync(string? kubeconfig, string? context) =>
        Cluster.ConnectAsync(kubeconfig, context, workspace.Time, workspace.Reporter, workspace.Stop);

    private async Task ShowAsync(DeliveryContext context, DeliveryResult result)
    {
        workspace.Reporter.Report(new Delivered(result));
        IReadOnlyList<string> running = [];
        await ResultDisplay.TryAsync(workspace.Reporter, async () =>
        {
            var status = await new StatusQuery(context).RunAsync(workspace.Stop);
            running = Markdown(status);
            if (workspace.Results.Format == OutputFormat.Text)
                Write(status);
        });
        IReadOnlyList<string> Answer() => ReleaseMarkdown.Result(result, environment.Name, running);
        if (workspace.Results.Format == OutputFormat.Markdown)
            workspace.Results.WriteLines(Answer());
        Summarize(Answer);
    }

    private Task ShowAfterwardsAsync(DeliveryContext context) =>
        workspace.Results.Format == OutputFormat.Text
            ? ResultDisplay.TryAsync(workspace.Reporter, () => ShowStatusAsync(context))
            : Task.CompletedTask;

    private async Task ShowStatusAsync(DeliveryContext context) =>
        Write(await new StatusQuery(context).RunAsync(workspace.Stop));

    private void Write(StatusReport report) =>
        workspace.Results.Write(
            () =>
                [
                    .. ReleaseTables.Status(report, workspace.Time.GetUtcNow()),
                    .. ReleaseTables.Kept(report.Kept),
                ],
            () => ReleaseJson.Status(options.App, environment, report),
            () => Markdown(report)
        );

    private IReadOnlyList<string> Markdown(StatusReport report) =>
        ReleaseMarkdown.Status(report, ReleaseTables.Kept(report.Kept), workspace.Time.GetUtcNow());
}
