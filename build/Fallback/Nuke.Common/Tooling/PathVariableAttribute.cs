using System.Reflection;
using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Tooling;

/// <summary>Injects a tool from <c>PATH</c>, or from the variable <c>NAME_EXE</c>.</summary>
/// <param name="pathExecutable">The executable's name; the member's name in lower case by default.</param>
public class PathVariableAttribute(string pathExecutable = null) : ToolInjectionAttributeBase
{
    public override object GetValue(MemberInfo member, object instance)
    {
        var name = pathExecutable ?? member.Name.ToLowerInvariant();
        var path = ToolPathResolver.TryGetEnvironmentExecutable($"{member.Name.ToUpperInvariant()}_EXE")
            ?? ToolPathResolver.GetPathExecutable(name);
        var type = MemberValue.TypeOf(member);
        return type == typeof(Tool) ? ToolResolver.GetTool(path)
            : type == typeof(AbsolutePath) ? AbsolutePath.Create(path)
            : path;
    }
}
