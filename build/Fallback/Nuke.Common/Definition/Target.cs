namespace Nuke.Common;

/// <summary>Defines a target: what it depends on, when it runs and what it does.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);
