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
    /// <summary>What is left, and how to go on.</summary>
    internal const string AtOnce =
        "Ended at once: a release in progress stays recorded as pending, and its lock passes on by itself. "
        + "Run the command again to continue, or Rollback to go back.";

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
        {
            // Not through the log, which the running target may be holding.
            Console.Error.WriteLine(AtOnce);
            Environment.Exit(128 + (context.Signal == PosixSignal.SIGTERM ? 15 : 2));
        }
        context.Cancel = true;
        _source.Cancel();
        _disposed.Wait();
    }
}
