using System.Globalization;
using Slipway.Yaml;

namespace Slipway.Environments;

/// <summary>
/// The keys that say how a release reaches the environment, with the defaults for those that are not written.
/// </summary>
internal static class ReleaseSections
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Default: 3 minutes without progress for a workload, 15 minutes for everything.</summary>
    public static Timeouts Timeouts(Section file, Section? section)
    {
        var workload = section?.Time("workload", s_shortest, s_longest);
        var total = section?.Time("total", s_shortest, s_longest);
        section?.End();
        var timeouts = new Timeouts(workload ?? TimeSpan.FromMinutes(3), total ?? TimeSpan.FromMinutes(15));
        if (timeouts.Workload > timeouts.Total)
            file.Wrong("timeouts", "'timeouts.workload' must not be longer than 'timeouts.total'.");
        return timeouts;
    }

    /// <summary>
    /// Default: steps of 25 and 50 percent, 50 requests, 2 minutes, hold without traffic, no requests of our
    /// own.
    /// </summary>
    public static CanaryPolicy Canary(Section? section)
    {
        var policy = new CanaryPolicy(
            Steps(section) ?? [25, 50],
            section?.WholeNumber("minimumRequests", 1, 1_000_000) ?? 50,
            section?.Time("maximum", s_shortest, s_longest) ?? TimeSpan.FromMinutes(2),
            section?.Choice<NoTraffic>("noTraffic") ?? NoTraffic.Hold,
            Traffic(section?.Map("traffic"))
        );
        section?.End();
        return policy;
    }

    /// <summary>Default: 99.5 percent of the requests succeed; no bound on latency.</summary>
    public static SloPolicy Slo(Section? section)
    {
        var availability = section?.Number("availability", above: 0, most: 100) ?? 99.5;
        LatencyObjective? objective = null;
        if (section?.Map("latency") is { } latency)
        {
            latency.Missing("below", "the latency threshold, for example 'below: 500ms'");
            var quantile = latency.Number("quantile", above: 0, most: 0.9999) ?? 0.95;
            var below = latency.Time("below", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10));
            latency.End();
            objective = below is { } bound ? new LatencyObjective(quantile, bound) : null;
        }
        section?.End();
        return new SloPolicy(availability, objective);
    }

    private static IReadOnlyList<int>? Steps(Section? section)
    {
        if (section?.Texts("steps") is not { } written)
            return null;
        var steps = written.Select(item => Percent(item.Value)).ToList();
        var ascending = steps.Zip(steps.Skip(1)).All(pair => pair.First < pair.Second);
        if (steps.Count > 0 && steps.All(step => step is not null) && ascending)
            return [.. steps.Select(step => step!.Value)];
        section.Wrong(
            "steps",
            "'canary.steps' must be whole percentages from 1 to 99 in ascending order, "
                + "for example [25, 50]."
        );
        return null;
    }

    private static int? Percent(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
        && step is >= 1 and <= 99
            ? step
            : null;

    private static SyntheticTraffic? Traffic(Section? section)
    {
        if (section is null)
            return null;
        section.Missing(
            "paths",
            "the path to request from each service, for example 'paths: { rating: /ratings/movie/1 }'"
        );
        var rate = section.WholeNumber("rate", 1, 1000) ?? 20;
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        if (section.Map("paths") is { } map)
        {
            foreach (var service in map.Entries().Select(entry => entry.Key.Value))
            {
                if (map.Text(service) is not { } path)
                    continue;
                if (!path.StartsWith('/'))
                    map.Wrong(service, $"'{path}' is not a path; it must start with '/'.");
                paths[service] = path;
            }
        }
        section.End();
        return new SyntheticTraffic(rate, paths);
    }
}
