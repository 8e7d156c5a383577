using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Probes;

namespace LocalCluster.Runtime.Simulated;

/// <summary>Runs nothing: pods behave as their annotations say, on the cluster's clock.</summary>
internal sealed class SimulatedRuntime(TimeProvider time) : IContainerRuntime
{
    public string Scheme => "simulated://";

    public bool TakesTraffic => false;

    public IContainerStreams Streams { get; } = new NothingToReach();

    public void Recover(IReadOnlySet<string> pods)
    {
        // Nothing outlives a rehearsal.
    }

    public bool IsPresent(JsonObject pod, JsonObject container) =>
        Rehearsal.Of(pod, runsOn: true).PullError is null;

    public Task<ImageHandle> Pull(JsonObject pod, JsonObject container, CancellationToken cancellation)
    {
        var image = container.Text("image") ?? "";
        var name = ImageName.TryParse(image, out var reason)
            ?? throw new ImageFailure("InvalidImageName", reason);
        if (Rehearsal.Of(pod, runsOn: true).PullError is { } error)
            throw new ImageFailure("ErrImagePull", error);
        var digest = name.Digest ?? "sha256:" + new string('0', 64);
        return Task.FromResult(new ImageHandle($"{name.Name}@{digest}", digest));
    }

    public void PrepareVolumes(JsonObject pod, string podIp)
    {
        // Nobody will look into them.
    }

    public Task<IRunningContainer> Start(
        JsonObject pod, JsonObject container, ImageHandle image, string podIp, int restart,
        CancellationToken cancellation) =>
        Task.FromResult<IRunningContainer>(
            new SimulatedContainer(Rehearsal.Of(pod, RunsOn(pod, container)), time));

    public JsonObject? ProbeOf(JsonObject pod, JsonObject container, string kind) =>
        kind == "readinessProbe" && Rehearsal.Of(pod, runsOn: true).ReadyAfter != TimeSpan.Zero ? [] : null;

    /// <summary>
    /// Answers when the container has become ready; so nobody needs to ask again and again.
    /// </summary>
    public async Task<ProbeResult> Probe(
        JsonObject pod, JsonObject container, JsonObject probe, IRunningContainer running, string podIp,
        TimeSpan timeout, CancellationToken cancellation)
    {
        var after = Rehearsal.Of(pod, runsOn: true).ReadyAfter;
        var left = after is null ? Timeout.InfiniteTimeSpan
            : running.StartedAt + after.Value - time.GetUtcNow();
        if (after is null || left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellation);
        return ProbeResult.Passed;
    }

    public void Forget(JsonObject pod)
    {
        // Nothing was kept.
    }

    private static bool RunsOn(JsonObject pod, JsonObject container) =>
        (pod.Text("spec", "restartPolicy") ?? "Always") == "Always"
        && pod.Items("spec", "initContainers").All(init => init.Text("name") != container.Text("name"));
}
