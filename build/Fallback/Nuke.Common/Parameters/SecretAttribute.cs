namespace Nuke.Common;

/// <summary>Keeps a parameter's value out of the output; a prompt does not echo it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class SecretAttribute : Attribute;
