namespace Slipway.Pipeline.ContainerTests;

/// <summary>A container that was started. Disposing it removes it, even while it runs.</summary>
public interface IRunningContainer : IAsyncDisposable
{
    /// <summary>Where it answers requests.</summary>
    Uri Address { get; }

    /// <summary>Its exit code; null while it runs.</summary>
    Task<int?> ExitCodeAsync(CancellationToken ct);

    /// <summary>The user ids of its processes; null where they are not its own.</summary>
    Task<IReadOnlyList<string>?> UsersAsync(CancellationToken ct);

    /// <summary>Sends the image's stop signal and waits for the end.</summary>
    /// <returns>The exit code; null where it still ran when the grace was over.</returns>
    Task<int?> EndAsync(TimeSpan grace, CancellationToken ct);

    /// <summary>What it wrote last.</summary>
    Task<IReadOnlyList<string>> LogAsync(int lines, CancellationToken ct);
}
