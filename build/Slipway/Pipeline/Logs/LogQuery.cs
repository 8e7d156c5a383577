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
        var read = new ConcurrentDictionary<LogSource, (LogPosition Position, List<LogLine> Lines)>();
        var sources = pods.SelectMany(pod => LogSource.Of(pod, workloads));
        await Parallel.ForEachAsync(sources, Concurrency.Limit(cancellation), async (source, stop) =>
            read[source] = await ReadAsync(source, range, stop)
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

    private async Task<(LogPosition, List<LogLine>)> ReadAsync(
        LogSource source,
        LogRange range,
        CancellationToken cancellation
    )
    {
        var (position, lines) = (new LogPosition(), new List<LogLine>());
        var log = context.Cluster.ReadLogAsync(
            source.Namespace,
            source.Pod,
            source.Container,
            range,
            cancellation
        );
        await foreach (var line in log)
        {
            position.Take(line.Time);
            lines.Add(new LogLine(line.Time, source, line.Text));
        }
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
