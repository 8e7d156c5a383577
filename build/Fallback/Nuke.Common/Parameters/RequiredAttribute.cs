namespace Nuke.Common;

/// <summary>A member that must have a value before the first target runs.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class RequiredAttribute : Attribute;
