using System.Reflection;

namespace Nuke.Common.ValueInjection;

/// <summary>Base of the attributes that give a field or property its value.</summary>
public abstract class ValueInjectionAttributeBase : Attribute
{
    public abstract object GetValue(MemberInfo member, object instance);
}
