namespace Nuke.Common.Tools.DotNet;

/// <summary>Setters of <see cref="DotNetBuildSettings"/>; each returns a changed copy.</summary>
public static class DotNetBuildSettingsExtensions
{
    /// <summary>Sets the project or solution.</summary>
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.ProjectFile = v);

    /// <summary>Sets the configuration.</summary>
    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetBuildSettings => o.With<T>(x => x.Configuration = v);

    /// <summary>Omits the banner.</summary>
    public static T EnableNoLogo<T>(this T o)
        where T : DotNetBuildSettings => o.With<T>(x => x.NoLogo = true);

    /// <summary>Sets how much is printed.</summary>
    public static T SetVerbosity<T>(this T o, DotNetVerbosity v)
        where T : DotNetBuildSettings => o.With<T>(x => x.Verbosity = v);
}
