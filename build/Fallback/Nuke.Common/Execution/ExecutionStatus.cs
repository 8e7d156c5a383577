namespace Nuke.Common.Execution;

/// <summary>
/// Where a target stands in a run. <see cref="Collective"/> is a target without actions of its own.
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
