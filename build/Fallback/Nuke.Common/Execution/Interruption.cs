using System.Runtime.InteropServices;
using Nuke.Common.Tooling;

namespace Nuke.Common.Execution;

/// <summary>
/// Ends a run that is interrupted (Ctrl-C, SIGTERM): marks what ran as aborted, ends its processes, prints
/// the summary. The signal then ends the process as usual: 130 or 143. A build that handles the signal itself
/// is left alone.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly object s_gate = new();

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

    /// <summary>Blocks a target's thread if the run is being interrupted.</summary>
    internal static void StayOut()
    {
        lock (s_gate) { }
    }

    /// <summary>Registrations are called newest first, so the build's own handlers ran already.</summary>
    private void OnSignal(PosixSignalContext context)
    {
        if (context.Cancel || _build.ExecutionPlan == null)
            return;

        // Never released: the signal is about to end the process, and no target may continue until then.
        Monitor.Enter(s_gate);
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
