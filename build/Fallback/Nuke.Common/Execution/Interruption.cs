using System.Runtime.InteropServices;
using Nuke.Common.Tooling;

namespace Nuke.Common.Execution;

/// <summary>
/// Ends a run that is interrupted (Ctrl-C, SIGTERM): marks what ran as aborted, ends its processes, prints
/// the table. The signal then ends the process as usual: 130 or 143. A build that handles the signal itself
/// is left to do so.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly object Gate = new();

    private readonly NukeBuild _build;
    private readonly List<PosixSignalRegistration> _registrations;

    internal Interruption(NukeBuild build)
    {
        _build = build;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    public void Dispose() => _registrations.ForEach(x => x.Dispose());

    /// <summary>Lets a target's thread go on, unless the run is being ended.</summary>
    internal static void StayOut()
    {
        lock (Gate) { }
    }

    /// <summary>Registrations are called newest first, so the build's own have decided already.</summary>
    private void OnSignal(PosixSignalContext context)
    {
        if (context.Cancel || _build.ExecutionPlan == null)
            return;

        // Never left again: the signal is about to end the process, and no target may go on meanwhile.
        Monitor.Enter(Gate);
        foreach (var target in _build.RunningTargets)
        {
            target.Timer.Stop();
            target.Status = ExecutionStatus.Aborted;
        }

        RunningProcesses.KillAll();
        BuildRun.Finish(_build);
        Console.Out.Flush();
    }
}
