namespace Nuke.Common;

/// <summary>A member that gets its value only where a scheduled target requires it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class OnDemandAttribute : Attribute;
