namespace Nuke.Common;

/// <summary>A prefix for the names of all parameters of a component.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public class ParameterPrefixAttribute(string prefix) : Attribute
{
    public string Prefix { get; } = prefix;
}
