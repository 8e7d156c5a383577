namespace Nuke.Common.Execution;

/// <summary>
/// The state of a target in a run. <see cref="Collective"/> is a target without actions.
/// </summary>
public enum ExecutionStatus
{
    None,
    Scheduled,
    NotRun,
    Skipped,
    Succeeded,
    Failed,
    Running,
    Aborted,
    Collective,
}
