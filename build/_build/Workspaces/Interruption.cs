using System.Runtime.InteropServices;

namespace Slipway.Targets.Workspaces;

/// <summary>
/// Ctrl-C and SIGTERM ask the running use case to stop and clean up (release its lock, record its progress);
/// a second signal ends the process at once.
/// </summary>
/// <remarks>
/// Handlers run one after the other, newest first. This one blocks the signal's thread until the process
/// ends, so that NUKE's older handler is not reached: it would print the summary and call the build's hooks
/// while the target is still cleaning up, and again at the end.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _disposed = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    /// <summary>Starts to listen.</summary>
    public Interruption()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _disposed.Set();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1)
            Environment.Exit(128 + (context.Signal == PosixSignal.SIGTERM ? 15 : 2));
        context.Cancel = true;
        _source.Cancel();
        _disposed.Wait();
    }
}
