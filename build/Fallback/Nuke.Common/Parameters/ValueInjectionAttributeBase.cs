using System.Reflection;

namespace Nuke.Common.ValueInjection;

/// <summary>Base of the attributes that give a field or property its value.</summary>
public abstract class ValueInjectionAttributeBase : Attribute
{
    /// <summary>Members with a higher priority get their values first.</summary>
    public virtual int Priority { get; set; }

    public abstract object GetValue(MemberInfo member, object instance);
}
