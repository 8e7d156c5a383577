using System.Reflection;
using Nuke.Common.Parameters;
using Nuke.Common.Tooling;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>
/// Marks a field or property that is filled from the command line, the environment or a file.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string description = null) : ValueInjectionAttributeBase
{
    /// <summary>The help text.</summary>
    public string Description { get; } = description;

    /// <summary>Replaces the member's name.</summary>
    public string Name { get; set; }

    /// <summary>Splits one text into the elements of a list.</summary>
    public string Separator { get; set; }

    /// <summary>Whether <c>--help</c> lists the parameter.</summary>
    public bool List { get; set; } = true;

    /// <summary>The type that holds <see cref="ValueProviderMember"/>; the build itself by default.</summary>
    public Type ValueProviderType { get; set; }

    /// <summary>A member with the choices that a prompt offers.</summary>
    public string ValueProviderMember { get; set; }

    public override object GetValue(MemberInfo member, object instance) =>
        ParameterBinding.Current.Bind(member, MemberValue.TypeOf(member));

    /// <returns>The values that the parameter can have; null if there is no such list.</returns>
    public virtual IEnumerable<(string Text, object Object)> GetValueSet(MemberInfo member, object instance)
    {
        var type = MemberValue.TypeOf(member);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ValueProviderMember != null)
        {
            var holder = ValueProviderType ?? instance.GetType();
            return ((IEnumerable<string>)MemberValue.Get(holder, ValueProviderMember, instance)).Select(x =>
                (x, (object)x)
            );
        }

        if (type.IsEnum)
            return Enum.GetNames(type).Select(x => (x, Enum.Parse(type, x)));
        return type.IsSubclassOf(typeof(Enumeration))
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(x => x.FieldType == type)
                .Select(x => (x.Name, x.GetValue(null)))
            : null;
    }
}
