using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Runs work that writes, one at a time for each application, wherever it is started.</summary>
internal sealed class ExclusiveRun(DeliveryContext context)
{
    /// <summary>Takes the lock, hands the history to the work, and gives the lock back however the work ends.</summary>
    /// <param name="command">What is done, for those who wait.</param>
    /// <param name="work">Runs while the lock is held; its token is cancelled when the lock is lost.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="LockHeld">Someone else is at work for longer than the environment's total timeout.</exception>
    /// <exception cref="LockLost">The lock was lost; nothing was written after that.</exception>
    public async Task<T> RunAsync<T>(
        string command, Func<Lineage, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        await EnsureNamespaceAsync(cancellation).ConfigureAwait(false);
        var held = await DeployLock.AcquireAsync(
            context.Cluster, context.Namespace, context.App,
            LockHolder.Current($"{command} --env {context.Environment.Name}"),
            context.Environment.Timeouts.Total, context.Reporter, cancellation).ConfigureAwait(false);
        await using var giveBack = held.ConfigureAwait(false);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, held.Lost);
        try
        {
            var history = await new ReleaseHistory(context.Cluster, context.Namespace, context.App)
                .ListAsync(linked.Token).ConfigureAwait(false);
            return await work(new Lineage(history.Releases), linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            held.ThrowIfLost();
            throw;
        }
    }

    private async Task EnsureNamespaceAsync(CancellationToken cancellation)
    {
        var key = new ObjectKey("v1", "Namespace", null, context.Namespace);
        if (await context.Cluster.GetAsync(key, cancellation).ConfigureAwait(false) is not null)
            return;
        try
        {
            await context.Cluster.CreateAsync(
                KubeObject.From(new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Namespace",
                    ["metadata"] = new JsonObject { ["name"] = context.Namespace },
                }),
                cancellation).ConfigureAwait(false);
            context.Reporter.Info($"Created namespace {context.Namespace}");
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            // Someone else was faster; it is there, which is all that matters.
        }
    }
}
