using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Logs;

/// <summary>Reads the logs of all pods of the application. Takes no lock and writes nothing.</summary>
/// <param name="context">What it works with.</param>
public sealed class LogQuery(DeliveryContext context)
{
    // All lines are held until they are in order: characters, shared by all containers.
    private const long MostText = 64 * 1024 * 1024;

    private static readonly (string ApiVersion, string Kind)[] s_kinds =
    [
        ("apps/v1", "Deployment"),
        ("apps/v1", "StatefulSet"),
        ("apps/v1", "DaemonSet"),
        ("batch/v1", "Job"),
    ];

    /// <summary>What was written so far, in the order in which it was written.</summary>
    /// <param name="choices">Which logs.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ServiceUnknownException">No such service runs.</exception>
    public async Task<IReadOnlyList<LogLine>> RunAsync(LogChoices choices, CancellationToken cancellation) =>
        (await ReadAsync(choices, cancellation)).Lines;

    /// <summary>What was written so far, and how far each log was read.</summary>
    internal async Task<LogReading> ReadAsync(LogChoices choices, CancellationToken cancellation)
    {
        var workloads = await WorkloadsAsync(choices.Service, cancellation);
        var pods = new List<KubeObject>();
        foreach (var ns in workloads.Select(w => w.Namespace).Distinct())
            pods.AddRange((await context.Cluster.ListAsync("v1", "Pod", ns, null, cancellation)).Items);
        var range = new LogRange(
            choices.Since is { } age ? context.Time.GetUtcNow() - age : null,
            choices.Tail,
            choices.Previous
        );
        var read =
            new ConcurrentDictionary<LogSource, (LogPosition Position, IReadOnlyCollection<LogLine> Lines)>();
        var sources = pods.SelectMany(pod => LogSource.Of(pod, workloads)).ToList();
        var longest = MostText / Math.Max(1, sources.Count);
        await Parallel.ForEachAsync(sources, Concurrency.Limit(cancellation), async (source, stop) =>
            read[source] = await ReadAsync(source, range, longest, stop)
        );
        return new LogReading(
            [
                .. read.OrderBy(r => r.Key.Pod, StringComparer.Ordinal)
                    .SelectMany(r => r.Value.Lines)
                    .OrderBy(l => l.Time),
            ],
            read.ToDictionary(r => r.Key.Id, r => r.Value.Position)
        );
    }

    /// <summary>The workloads of a service, or all of them.</summary>
    internal async Task<IReadOnlyList<KubeObject>> WorkloadsAsync(
        string? service,
        CancellationToken cancellation
    )
    {
        var ours = new ObjectSelector(ManifestLabels.Selector(context.App));
        var lists = await Task.WhenAll(
            from ns in context.Environment.Namespaces.All
            from kind in s_kinds
            select ListAsync(kind.ApiVersion, kind.Kind, ns, ours, cancellation)
        );
        // A narrow Role shows the kinds that the application has.
        if (lists.All(list => list.Refusal is not null))
            throw lists[0].Refusal!;
        var all = lists.SelectMany(list => list.Items).ToList();
        var found = all.Where(w => service is null || LogSource.ServiceOf(w) == service).ToList();
        return found.Count > 0 || service is null
            ? found
            : throw new ServiceUnknownException(
                service,
                [.. all.Select(LogSource.ServiceOf).Distinct().Order(StringComparer.Ordinal)],
                $"{context.App} in {context.Environment.Name}"
            );
    }

    private async Task<(IReadOnlyList<KubeObject> Items, AccessDeniedException? Refusal)> ListAsync(
        string apiVersion,
        string kind,
        string ns,
        ObjectSelector selector,
        CancellationToken cancellation
    )
    {
        try
        {
            var list = await context.Cluster.ListAsync(apiVersion, kind, ns, selector, cancellation);
            return (list.Items, null);
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            context.Reporter.Detail(e.What);
            return ([], e);
        }
    }

    private async Task<(LogPosition, IReadOnlyCollection<LogLine>)> ReadAsync(
        LogSource source,
        LogRange range,
        long longest,
        CancellationToken cancellation
    )
    {
        var cut = false;
        var (position, lines, length) = (new LogPosition(), new Queue<LogLine>(), 0L);
        var log = context.Cluster.ReadLogAsync(
            source.Namespace,
            source.Pod,
            source.Container,
            range,
            cancellation
        );
        try
        {
            await foreach (var line in log)
            {
                position.Take(line.Time);
                lines.Enqueue(new LogLine(line.Time, source, line.Text));
                // The newest are those that are wanted.
                for (length += line.Text.Length; length > longest && lines.Count > 1; cut = true)
                    length -= lines.Dequeue().Text.Length;
            }
        }
        catch (Exception e) when (e is ClusterUnreachableException or ApiException { Code: 429 or >= 500 })
        {
            // What the other pods wrote is worth reading all the same.
            context.Reporter.Warning($"The log of pod {source.Pod} cannot be read: {((Refusal)e).What}");
        }
        if (cut)
            context.Reporter.Warning(
                $"The log of pod {source.Pod} is too long: its oldest lines are left out; ask for less with --since or --tail"
            );
        return (position, lines);
    }
}

/// <summary>What was read of all logs.</summary>
/// <param name="Lines">The lines, in the order in which they were written.</param>
/// <param name="Positions">How far each log was read, by <see cref="LogSource.Id"/>.</param>
internal sealed record LogReading(
    IReadOnlyList<LogLine> Lines,
    IReadOnlyDictionary<string, LogPosition> Positions
);
