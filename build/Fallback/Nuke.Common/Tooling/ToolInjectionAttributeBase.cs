using Nuke.Common.ValueInjection;

namespace Nuke.Common.Tooling;

/// <summary>Base of the attributes that inject a <see cref="Tool"/> or the path of one.</summary>
public abstract class ToolInjectionAttributeBase : ValueInjectionAttributeBase;
