using System.Text.Json.Nodes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.History;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Locking;

/// <summary>
/// Runs work that writes, one at a time for each application, wherever it is started, and within its time.
/// </summary>
internal sealed class ExclusiveRun(DeliveryContext context)
{
    // A timeout must still be reported and recorded.
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Runs work that needs nothing to be there: the namespace is created where it is missing.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}(string, Func{LockedRun, Task{T}}, CancellationToken)"/>
    public Task<T> RunFirstAsync<T>(
        string command,
        Func<LockedRun, Task<T>> work,
        CancellationToken cancellation
    ) =>
        WithinTimeAsync(
            command,
            async (left, stop) =>
            {
                if (!await NamespaceExistsAsync(stop))
                    await CreateNamespaceAsync(stop);
                return await LockedAsync(command, work, left, stop);
            },
            cancellation
        );

    /// <summary>
    /// Takes the lock, hands the history to the work, and gives the lock back however the work ends.
    /// </summary>
    /// <param name="command">What is done, for those who wait.</param>
    /// <param name="work">Runs while the lock is held; where there is no namespace, without it and with an
    /// empty history.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="LockHeldException">Someone else is at work for longer than the environment's total
    /// timeout.</exception>
    /// <exception cref="LockLostException">The lock was lost; nothing was written after that.</exception>
    /// <exception cref="CommandTimedOutException">The environment's total timeout ran out.</exception>
    public Task<T> RunAsync<T>(
        string command,
        Func<LockedRun, Task<T>> work,
        CancellationToken cancellation
    ) =>
        WithinTimeAsync(
            command,
            async (left, stop) =>
                await NamespaceExistsAsync(stop)
                    ? await LockedAsync(command, work, left, stop)
                    : await work(Run(ReleaseTimeline.Empty, null, left, stop)),
            cancellation
        );

    private async Task<T> WithinTimeAsync<T>(
        string command,
        Func<Func<TimeSpan>, CancellationToken, Task<T>> run,
        CancellationToken cancellation
    )
    {
        var (total, began) = (context.Environment.Timeouts.Total, context.Time.GetTimestamp());
        using var limit = new CancellationTokenSource(total + s_lastWords, context.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await run(() => total - context.Time.GetElapsedTime(began), stop.Token);
        }
        catch (OperationCanceledException)
            when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new CommandTimedOutException(command, total, context.Environment.Name);
        }
    }

    private async Task<T> LockedAsync<T>(
        string command,
        Func<LockedRun, Task<T>> work,
        Func<TimeSpan> left,
        CancellationToken cancellation
    )
    {
        await using var held = await DeployLock.AcquireAsync(
            context.Cluster,
            context.Namespace,
            context.App,
            LockHolder.Current(Who, $"{command} --env {context.Environment.Name}"),
            context.Environment.Timeouts.Total,
            context.Reporter,
            cancellation
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, held.Lost);
        using var guard = context.Cluster.GuardWrites(held.EnsureAsync);
        try
        {
            var page = await new HistoryQuery(context).PageAsync(stop.Token);
            return await work(Run(ReleaseTimeline.Of(page), held, left, stop.Token));
        }
        catch (OperationCanceledException)
        {
            held.ThrowIfLost();
            throw;
        }
    }

    // Whoever waits can look what it is doing.
    private string Who => context.Run?.Url is { } url ? $"{context.Operator}, {url}" : context.Operator;

    private LockedRun Run(
        ReleaseTimeline timeline,
        DeployLock? held,
        Func<TimeSpan> left,
        CancellationToken stop
    ) => new(new ReleaseRecords(context, timeline, held, stop), left, stop);

    private async Task<bool> NamespaceExistsAsync(CancellationToken cancellation)
    {
        try
        {
            var key = new ObjectKey("v1", "Namespace", null, context.Namespace);
            return await context.Cluster.GetAsync(key, cancellation) is not null;
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // A user with rights only in the namespace may not read it; if it is missing, taking the lock
            // fails.
            return true;
        }
    }

    private async Task CreateNamespaceAsync(CancellationToken cancellation)
    {
        try
        {
            await context.Cluster.CreateAsync(
                KubeObject.From(
                    new JsonObject
                    {
                        ["apiVersion"] = "v1",
                        ["kind"] = "Namespace",
                        ["metadata"] = new JsonObject { ["name"] = context.Namespace },
                    }
                ),
                cancellation
            );
            context.Reporter.Info($"Created namespace {context.Namespace}");
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            // Someone else was faster; it exists, which is all that matters.
        }
    }
}
