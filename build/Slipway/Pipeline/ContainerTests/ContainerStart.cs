using System.Globalization;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>A container that was started, and whether it became ready.</summary>
/// <param name="Container">The container; null where it could not be started.</param>
/// <param name="Failure">Why it does not serve; null where it does.</param>
/// <param name="Took">How long it took to get ready.</param>
internal sealed record ContainerStart(IRunningContainer? Container, string? Failure, TimeSpan Took)
    : IAsyncDisposable
{
    private static readonly TimeSpan s_probePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Starts a container and waits until it is ready.</summary>
    public static async Task<ContainerStart> BeginAsync(
        TestedImage image,
        IContainerHost place,
        bool readOnlyRoot,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var began = time.GetTimestamp();
        IRunningContainer container;
        try
        {
            container = await place.StartAsync(image, readOnlyRoot, ct);
        }
        catch (ContainerStartException e)
        {
            var why = $"could not be started: {e.Message.TrimEnd('.')}";
            return new ContainerStart(null, why, time.GetElapsedTime(began));
        }
        try
        {
            var failure = await WaitAsync(container, image, began, time, ct);
            return new ContainerStart(container, failure, time.GetElapsedTime(began));
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Container?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<string?> WaitAsync(
        IRunningContainer container,
        TestedImage image,
        long began,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var path = image.Settings.Readiness;
        using var probe = new HealthProbe(container.Address, s_probePatience, time);
        while (true)
        {
            if (await container.ExitCodeAsync(ct) is { } code)
                return $"exited with code {code} before it was ready";
            var answer = await probe.AskAsync(path, ct);
            if (answer.Status == 200)
                return null;
            if (time.GetElapsedTime(began) >= image.Settings.Start)
            {
                var seconds = image.Settings.Start.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
                return $"was not ready within {seconds} s: {answer.MustBeOk(path).Detail}";
            }
            await Task.Delay(s_pause, time, ct);
        }
    }
}
