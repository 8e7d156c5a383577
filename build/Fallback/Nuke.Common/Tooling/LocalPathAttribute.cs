using System.Reflection;
using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Tooling;

/// <summary>Injects a tool that lies in the repository.</summary>
/// <param name="absoluteOrRelativePath">A relative path starts at the root.</param>
public class LocalPathAttribute(string absoluteOrRelativePath) : ToolInjectionAttributeBase
{
    public LocalPathAttribute(string windowsPath, string unixPath)
        : this(EnvironmentInfo.IsWin ? windowsPath : unixPath) { }

    public override object GetValue(MemberInfo member, object instance)
    {
        var path = NukeBuild.RootDirectory / absoluteOrRelativePath;
        Assert.FileExists(path);
        var type = MemberValue.TypeOf(member);
        return type == typeof(Tool) ? ToolResolver.GetTool(path)
            : type == typeof(AbsolutePath) ? path
            : path.ToString();
    }
}
