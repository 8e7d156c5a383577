namespace Nuke.Common;

/// <summary>Keeps a parameter's value out of the output; it is typed unseen where it is asked for.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class SecretAttribute : Attribute;
