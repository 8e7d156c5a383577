namespace LocalCluster.Api.Http;

/// <summary>How <c>stop</c> reaches a running cluster: a request that only the holder of its token can make,
/// which works the same on every system.</summary>
internal sealed class StopRequest
{
    /// <summary>The path that a POST goes to.</summary>
    public const string Path = "/slipway/stop";

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a stop is requested.</summary>
    public Task Asked => _asked.Task;

    public void Ask() => _asked.TrySetResult();
}
