namespace Slipway.Targets.CommandLine;

/// <summary>
/// A parameter whose plain name is a variable of other programs too: only <c>NUKE_NAME</c> is checked for it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PrefixedVariableAttribute : Attribute;
