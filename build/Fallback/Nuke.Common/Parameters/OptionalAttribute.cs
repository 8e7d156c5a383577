namespace Nuke.Common;

/// <summary>A member whose value may be missing without a warning.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class OptionalAttribute : Attribute;
