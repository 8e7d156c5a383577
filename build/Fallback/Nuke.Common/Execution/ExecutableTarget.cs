using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>A target with its relations resolved, and its state during a run.</summary>
[DebuggerDisplay("{Name} ({Status})")]
public class ExecutableTarget
{
    public MemberInfo Member { get; internal set; }

    public string Name { get; internal set; }

    public string Description { get; internal set; }

    public bool Listed { get; internal set; } = true;

    public Delegate Factory { get; internal set; }

    public List<(string, Func<bool>)> DynamicConditions { get; internal set; } = [];

    public List<(string, Func<bool>)> StaticConditions { get; internal set; } = [];

    public DependencyBehavior DependencyBehavior { get; internal set; } = DependencyBehavior.Execute;

    public bool AssuredAfterFailure { get; internal set; }

    public bool ProceedAfterFailure { get; internal set; }

    public List<LambdaExpression> DelegateRequirements { get; internal set; } = [];

    public List<Action> Actions { get; internal set; } = [];

    public List<ExecutableTarget> ExecutionDependencies { get; } = [];

    public List<ExecutableTarget> OrderDependencies { get; } = [];

    public List<ExecutableTarget> TriggerDependencies { get; } = [];

    public List<ExecutableTarget> Triggers { get; } = [];

    public IReadOnlyCollection<ExecutableTarget> AllDependencies =>
        [.. ExecutionDependencies.Concat(OrderDependencies).Concat(TriggerDependencies).Distinct()];

    public TimeSpan Duration => Timer.Elapsed;

    public bool IsDefault { get; internal set; }

    public ExecutionStatus Status { get; internal set; }

    public bool Invoked { get; internal set; }

    /// <summary>Remarks after the target's duration in the summary.</summary>
    public Dictionary<string, string> SummaryInformation { get; internal set; } = [];

    /// <summary>
    /// Why the target was skipped, if not because of its own condition.
    /// </summary>
    public string Skipped { get; internal set; }

    /// <summary>The condition that did not hold.</summary>
    public string OnlyWhen { get; internal set; }

    internal Stopwatch Timer { get; } = new();
}
