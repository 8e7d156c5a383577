using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Objects;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>The proposal of a CPU or memory metric, of whole pods or of one container. Pure.</summary>
/// <param name="source">The metric (autoscaling/v2 ResourceMetricSource or
/// ContainerResourceMetricSource).</param>
/// <param name="usage">What a pod uses; null if it was not measured.</param>
internal sealed class ResourceMetric(JsonObject source, Func<JsonObject, PodUsage?> usage)
{
    private readonly string _resource = source.Text("name") ?? "";
    private readonly string? _container = source.Text("container");

    private string Reason =>
        _container is null ? "FailedGetResourceMetric" : "FailedGetContainerResourceMetric";

    /// <exception cref="MetricUnavailableException">It cannot be computed.</exception>
    public Proposal Propose(
        JsonObject autoscaler,
        IReadOnlyList<JsonObject> pods,
        int current,
        DateTimeOffset now
    )
    {
        var target = source.Object("target");
        if (Quantity.TryParse(target.Text("averageValue"), out var average))
            return ByAverage((long)(average.Value * 1000), autoscaler, pods, current, now);
        if (target.Number("averageUtilization") is { } percent)
            return ByUtilization(percent, autoscaler, pods, current, now);
        throw Failure(
            "invalid resource metric source: neither an average utilization target nor an average "
                + "value (usage) target was set"
        );
    }

    private Proposal ByAverage(
        long target,
        JsonObject autoscaler,
        IReadOnlyList<JsonObject> pods,
        int current,
        DateTimeOffset now
    )
    {
        var (groups, used) = Measured(pods, "usage", now);
        var replicas = ReplicaCount
            .For(autoscaler, groups, current)
            .Of(used, u => (double)Average(u) / target, _ => target);
        return Proposed(replicas, $"{_resource} resource", Average(used), null);
    }

    private Proposal ByUtilization(
        long target,
        JsonObject autoscaler,
        IReadOnlyList<JsonObject> pods,
        int current,
        DateTimeOffset now
    )
    {
        var (groups, used) = Measured(pods, "utilization", now);
        var requests = pods.ToDictionary(pod => pod.Name(), Request);
        if (used.Keys.Sum(pod => requests[pod]) == 0)
            throw Failure($"failed to get {_resource} utilization: no metrics returned matched known pods");
        long Utilization(IReadOnlyDictionary<string, long> u) =>
            u.Values.Sum() * 100 / u.Keys.Sum(pod => requests[pod]);
        var replicas = ReplicaCount
            .For(autoscaler, groups, current)
            .Of(
                used,
                u => (double)Utilization(u) / target,
                pod => requests[pod] * Math.Max(100, target) / 100
            );
        var scope = _container is null ? "" : " container";
        return Proposed(
            replicas,
            $"{_resource}{scope} resource utilization (percentage of request)",
            Average(used),
            Utilization(used)
        );
    }

    private (PodGroups Groups, IReadOnlyDictionary<string, long> Used) Measured(
        IReadOnlyList<JsonObject> pods,
        string what,
        DateTimeOffset now
    )
    {
        var prefix = $"failed to get {_resource} {what}: ";
        if (pods.All(pod => usage(pod) is null))
        {
            throw Failure(
                $"{prefix}unable to get metrics for resource {_resource}: no metrics returned from "
                    + "resource metrics API"
            );
        }
        var groups = PodGroups.Of(pods, pod => Amount(pod) is null ? null : usage(pod), _resource, now);
        if (groups.Counted.Count == 0)
            throw Failure($"{prefix}did not receive metrics for targeted pods (pods might be unready)");
        var counted = groups.Counted.ToHashSet();
        return (
            groups,
            pods.Where(pod => counted.Contains(pod.Name()))
                .ToDictionary(pod => pod.Name(), pod => Amount(pod)!.Value)
        );
    }

    /// <summary>In thousandths; null if a container that counts was not measured.</summary>
    private long? Amount(JsonObject pod)
    {
        var measured = usage(pod)?.Containers;
        var containers = Containers(pod).Select(c => c.Text("name") ?? "").ToList();
        if (measured is null || containers.Count == 0 || !containers.TrueForAll(measured.ContainsKey))
            return null;
        return (long)(1000 * containers.Sum(c => _resource == "cpu" ? measured[c].Cores : measured[c].Bytes));
    }

    private long Request(JsonObject pod) =>
        Containers(pod)
            .Sum(container =>
                Quantity.TryParse(container.Text("resources", "requests", _resource), out var request)
                    ? (long)(request.Value * 1000)
                    : throw Failure(
                        $"failed to get {_resource} utilization: missing request for {_resource} in "
                            + $"container {container.Text("name")} of Pod {pod.Name()}"
                    )
            );

    private IEnumerable<JsonObject> Containers(JsonObject pod) =>
        pod.Items("spec", "containers").Where(c => _container is null || c.Text("name") == _container);

    private static long Average(IReadOnlyDictionary<string, long> used) => used.Values.Sum() / used.Count;

    private Proposal Proposed(int replicas, string metric, long average, long? utilization)
    {
        var measured = new JsonObject { ["averageValue"] = new Quantity(average / 1000m, "").ToString() };
        if (utilization is not null)
            measured["averageUtilization"] = utilization;
        var status = new JsonObject { ["name"] = _resource, ["current"] = measured };
        if (_container is not null)
            status["container"] = _container;
        return new Proposal(
            replicas,
            metric,
            new JsonObject
            {
                ["type"] = _container is null ? "Resource" : "ContainerResource",
                [_container is null ? "resource" : "containerResource"] = status,
            }
        );
    }

    private MetricUnavailableException Failure(string message) =>
        new(
            Reason,
            _container is null
                ? $"failed to get {_resource} resource metric value: "
                : $"failed to get {_container} container metric value: ",
            message
        );
}
