using System.Reflection;
using Nuke.Common;

namespace Slipway.Targets.Help;

/// <summary>
/// Records a target's definition. NUKE's own definitions are not accessible until a build runs, so this
/// implements the public interface instead.
/// </summary>
internal class DefinitionRecorder : DispatchProxy
{
    private readonly List<Delegate> _dependencies = [];

    /// <summary>What the target does.</summary>
    public string Description { get; private set; } = "";

    /// <summary>The targets that it depends on, as <see cref="Target"/> or a function that gives one.</summary>
    public IReadOnlyList<Delegate> Dependencies => _dependencies;

    /// <summary>Reads a target's definition; none of its conditions and actions runs.</summary>
    public static DefinitionRecorder Read(Target target)
    {
        var definition = Create<ITargetDefinition, DefinitionRecorder>();
        target(definition);
        return (DefinitionRecorder)definition;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod?.Name)
        {
            case nameof(ITargetDefinition.Description):
                Description = (string)args![0]!;
                break;
            case nameof(ITargetDefinition.DependsOn):
                _dependencies.AddRange(((Array)args![0]!).Cast<Delegate>());
                break;
        }
        return this;
    }
}
