using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>The root is the next folder upwards that holds <c>.nuke</c>.</summary>
internal static class RootDirectoryLocation
{
    internal static AbsolutePath Find()
    {
        if (ParameterBinding.Current.CommandLine.Find("Root") is { Length: 0 })
            return Directory.GetCurrentDirectory();
        var given = (AbsolutePath)
            ParameterBinding.Current.BindOfEngine("Root", typeof(AbsolutePath), filesToo: false);
        return given
            ?? Above(Directory.GetCurrentDirectory())
            ?? Above(AbsolutePath.Create(AppContext.BaseDirectory))
            ?? throw new BuildRefusedException(
                $"Could not locate '.nuke' while walking up from '{Directory.GetCurrentDirectory()}'"
            );
    }

    private static AbsolutePath Above(AbsolutePath start) =>
        start == null || Path.Exists(start / ".nuke") ? start : Above(start.Parent);
}
