namespace Nuke.Common;

/// <summary>Put before the names of all parameters that a component declares.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public class ParameterPrefixAttribute(string prefix) : Attribute
{
    public string Prefix { get; } = prefix;
}
